/**
 * A small search over settings: a declared space, drawn from at random, and trials whose results
 * are kept in a file. It knows models only as what a user's function makes and fits.
 */
package io.github.markhor.search;
