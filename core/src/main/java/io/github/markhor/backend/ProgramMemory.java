package io.github.markhor.backend;

/**
 * The memory that a program takes beside the variables, in bytes. Values that are needed at
 * different times share the memory of one arena. Inputs, activations, gradients and scratch are the
 * parts in use at the moment when most of the arena is; their sum is at most the arena, the rest is
 * gaps.
 *
 * @param arena the size of the arena
 * @param inputs values that the caller writes before the step
 * @param activations results of the forward pass that are still needed
 * @param gradients results of the backward pass
 * @param scratch memory in which single operations compute, copies of weights in other layouts, and
 *     all that only one slice of the batch needs
 * @param constants constants of this program, which lie outside the arena
 */
public record ProgramMemory(
    long arena, long inputs, long activations, long gradients, long scratch, long constants) {}
