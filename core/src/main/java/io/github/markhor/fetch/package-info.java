/** Files fetched because the user has asked for them, and checked. For Markhor alone. */
package io.github.markhor.fetch;
