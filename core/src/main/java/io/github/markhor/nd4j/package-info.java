/**
 * ND4J's arrays at the edge: the only place, with the overloads that take them, that knows them.
 * ND4J starts up, and needs its natives, only when one of these is called.
 */
package io.github.markhor.nd4j;
