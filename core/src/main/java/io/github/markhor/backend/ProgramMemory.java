package io.github.markhor.backend;

/**
 * The memory that a program takes beside the variables, in bytes. Its values share an arena by the
 * times at which they are needed; the arena's parts are those in use at the moment when most of it
 * is. Their sum is at most the arena: the rest is gaps.
 *
 * @param arena the size of the arena
 * @param inputs what the caller writes before the step
 * @param activations results of the forward pass that are still needed
 * @param gradients results of the way back
 * @param scratch room that single operations compute in, copies of weights in other layouts, and
 *     what only one slice of the batch needs
 * @param constants what lies outside the arena, for this program alone
 */
public record ProgramMemory(
    long arena, long inputs, long activations, long gradients, long scratch, long constants) {}
