/** A classifier on the network: a page for people and a small API in JSON for programs. */
package io.github.markhor.serve;
