package vn.lienthong.hub.mapping;

import java.util.Set;

/** The outcomes that {@code to/answer.jslt} may give a row. */
final class Outcomes {
    static final Set<String> KNOWN = Set.of("done", "as", "handed", "later", "busy", "refused", "overtaken", "lost");

    private Outcomes() {}
}
