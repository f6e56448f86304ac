/**
 * The networks of {@code keras.applications}, with Keras's layers under Keras's names, so that the
 * weights that Keras publishes fit. Each family is a table of its blocks and a loop; {@link
 * io.github.markhor.applications.Application} has what all of them share. Nothing is downloaded:
 * the user names the file. A network belongs here if Keras has it.
 */
package io.github.markhor.applications;
