/**
 * Pictures about a training, for people to look at; the library never reads them. They are drawn
 * from plain numbers, off screen; nothing here trains or holds a model.
 */
package io.github.markhor.reports;
