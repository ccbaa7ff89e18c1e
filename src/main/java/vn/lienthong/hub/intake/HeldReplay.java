package vn.lienthong.hub.intake;

import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.intake.RegisterPage.Registered;
import vn.lienthong.hub.ledger.HeldRecords;
import vn.lienthong.hub.ledger.HeldRecords.Held;
import vn.lienthong.hub.ledger.Replays;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Progress;
import vn.lienthong.hub.ledger.Replays.Replay;

/** Registers held records page by page in the order in which they came, as the pages of a pull are registered. */
@Component
class HeldReplay implements ReplayKind {
    private final HeldRecords held;
    private final Replays replays;
    private final TakeIn takeIn;
    private final TransactionTemplate transaction;

    HeldReplay(HeldRecords held, Replays replays, TakeIn takeIn, TransactionTemplate transaction) {
        this.held = held;
        this.replays = replays;
        this.takeIn = takeIn;
        this.transaction = transaction;
    }

    @Override
    public Kind kind() {
        return Kind.HELD;
    }

    @Override
    public boolean page(Replay replay) {
        if (replay.cursorAt() == null) {
            return false; // nothing was in scope
        }
        List<Held> page = held.next(replay, PAGE);
        if (page.isEmpty()) {
            return false;
        }
        List<ReadRecord> read = takeIn.read(page.stream().filter(Held::isOpen).toList());
        Cursor cursor = new Cursor(replay, page);
        if (read.isEmpty()) {
            transaction.executeWithoutResult(status -> cursor.move(0, page.size(), 0, 0));
        } else {
            takeIn.replay(read, cursor);
        }
        return true;
    }

    /** Follows a page part by part. A part that is rolled back and tried again is counted once. */
    private final class Cursor implements Along {
        private final Replay replay;
        private final List<Held> page;

        Cursor(Replay replay, List<Held> page) {
            this.replay = replay;
            this.page = page;
        }

        @Override
        public void with(List<ReadRecord> part, boolean last, Registered done) {
            int begin = place(part.get(0));
            int end = last ? page.size() : place(part.get(part.size() - 1)) + 1;
            move(begin, end, done.registered() + done.unchanged(), done.heldBack());
        }

        /**
         * To the record before {@code end}; what stands before it and was not read was closed meanwhile or is no record.
         *
         * @param begin place of the first record that was read
         */
        void move(int begin, int end, int freed, int kept) {
            long stands = replays.cursor(replay.id());
            int from = stands == replay.cursorId() ? 0 : place(stands) + 1;
            if (from > begin) {
                throw new Replays.Moved(replay.id()); // another process was here
            }
            List<Held> passed = page.subList(from, end);
            Held last = passed.get(passed.size() - 1);
            List<Held> closed = passed.stream().filter(one -> !one.isOpen()).toList();
            int freedElsewhere = (int) closed.stream()
                    .filter(one -> one.state().equals("replayed"))
                    .count();
            int noRecord = passed.size() - closed.size() - freed - kept;
            replays.advance(
                    replay.id(),
                    stands,
                    new Progress(last.heldAt(), last.id(), passed.size(), freed + freedElsewhere, kept + noRecord));
        }

        private int place(ReadRecord record) {
            return place(Objects.requireNonNull(record.heldId()));
        }

        private int place(long id) {
            for (int i = 0; i < page.size(); i++) {
                if (page.get(i).id() == id) {
                    return i;
                }
            }
            throw new Replays.Moved(replay.id());
        }
    }
}
