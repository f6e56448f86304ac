/**
 * ND4J's arrays at the edge of Markhor, the only package that knows them. ND4J starts up, and needs
 * its natives, only when one of these methods is called.
 */
package io.github.markhor.nd4j;
