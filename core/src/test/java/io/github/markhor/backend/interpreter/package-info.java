/**
 * The oracle: plain Java loops for every operation, slow and obvious, computing in double. Every
 * backend is held to it, and whole models can be trained on it as the backend {@code interpreter}.
 * Nothing here may share code with a backend.
 */
package io.github.markhor.backend.interpreter;
