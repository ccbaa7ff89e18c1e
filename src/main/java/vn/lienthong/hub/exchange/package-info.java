/**
 * Decides who must be told what: the fold of the facts, authority per stage, conflicts, echoes, the plan of
 * deliveries. It must not know any transport or mapping; the same facts in any order of arrival give the same end.
 */
@NullMarked
package vn.lienthong.hub.exchange;

import org.jspecify.annotations.NullMarked;
