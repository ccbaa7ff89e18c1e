package vn.lienthong.hub.ledger;

/** Who read a person's dossier or gave an order, when. Kept with the ledger; the law asks for it. */
public interface AccessLog {
    /**
     * Committed when this returns.
     *
     * @param actor name of the user or token
     * @param action what was done, {@code dossier.read}
     * @param subject code or id of what it was done to; never a person's id number
     */
    void note(String actor, String action, String subject);
}
