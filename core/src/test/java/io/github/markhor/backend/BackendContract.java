package io.github.markhor.backend;

/** Holds a backend to the interpreter; each backend has a test that extends this. */
public abstract class BackendContract extends OperationContract {}
