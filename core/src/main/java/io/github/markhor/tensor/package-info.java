/**
 * Numbers with shapes, the memory that holds them, and random numbers without a state: the ground
 * floor, which knows no other package.
 */
package io.github.markhor.tensor;
