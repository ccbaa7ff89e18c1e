package vn.lienthong.hub.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;

/** A page of a list. {@code next} goes into {@code after} of the next call; null at the end. */
record Listing<T>(List<T> items, @Nullable String next) {
    static <S, T> Listing<T> of(Slice<S> slice, Function<S, T> view) {
        Long next = slice.next();
        return new Listing<>(slice.items().stream().map(view).toList(), next == null ? null : Long.toString(next));
    }

    static <T> Listing<T> whole(List<T> items) {
        return new Listing<>(items, null);
    }
}
