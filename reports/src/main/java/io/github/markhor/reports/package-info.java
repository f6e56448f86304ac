/**
 * Pictures of what training did: for a person to look at, never read back by the library. They are
 * made from plain numbers, off screen; nothing here trains or holds a model.
 */
package io.github.markhor.reports;
