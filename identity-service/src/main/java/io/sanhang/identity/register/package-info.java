/**
 * Who is asked to rate: imported, drawn by lot, invited with one-time codes; and who must leave the own unit out. It
 * lies in the registrar's database.
 */
@NullMarked
package io.sanhang.identity.register;

import org.jspecify.annotations.NullMarked;
