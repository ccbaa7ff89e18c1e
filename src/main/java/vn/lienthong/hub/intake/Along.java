package vn.lienthong.hub.intake;

import java.util.List;
import vn.lienthong.hub.intake.RegisterPage.Registered;

/**
 * What is written in the same transaction as a part of a page: a watermark, a cursor, a correction. A page that cannot be
 * stored whole is stored in parts, in their order.
 */
interface Along {
    Along NOTHING = (part, last, done) -> {};

    /** @param last whether this part ends the page */
    void with(List<ReadRecord> part, boolean last, Registered done);
}
