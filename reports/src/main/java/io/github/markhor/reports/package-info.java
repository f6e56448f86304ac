/**
 * What a training and its model have come to, for people to look at: pictures, tables and pages,
 * each with the numbers that it is drawn from. {@link io.github.markhor.reports.Evaluation} asks a
 * model; everything else is made from plain numbers, off screen. Nothing here trains, and the
 * library never reads what is written here.
 */
package io.github.markhor.reports;
