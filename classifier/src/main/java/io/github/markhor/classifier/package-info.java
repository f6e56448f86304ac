/**
 * A model together with what it wants of pictures and the names of its classes, from training on a
 * folder of pictures to the class of one picture. Everything here can be done with the packages
 * below as well; it is what the program {@code markhor} does.
 */
package io.github.markhor.classifier;
