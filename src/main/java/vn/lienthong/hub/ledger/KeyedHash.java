package vn.lienthong.hub.ledger;

/** Hash of a person's number under the key of this installation: the ledger is searched by it, never by the number. */
public interface KeyedHash {
    /** 64 hex digits; the same number gives the same hash on every process of one ledger. */
    String of(String number);
}
