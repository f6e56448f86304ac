/**
 * The program {@code markhor}, for people who have pictures and no wish to program. Each command
 * reads its line, does its work with {@code io.github.markhor.classifier}, and prints.
 */
package io.github.markhor.cli;
