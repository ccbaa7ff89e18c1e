package vn.lienthong.hub.ledger;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Ids for new rows, taken from the database a block at a time: batches can be written without asking back. */
@Component
public class Ids {
    private static final long BLOCK = 5_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate apart;
    private long next;
    private long end;

    public Ids(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** An id greater than all that this process has handed out before. */
    public long next() {
        while (true) {
            synchronized (this) {
                if (next < end) {
                    return next++;
                }
            }
            // Without the monitor: who takes a block may have to wait for a writer who needs an id himself.
            Long taken = apart.execute(status -> {
                jdbc.update("update id_block set next_id = next_id + ? where name = 'ledger'", BLOCK);
                return jdbc.queryForObject("select next_id from id_block where name = 'ledger'", Long.class);
            });
            use(Objects.requireNonNull(taken));
        }
    }

    /** Of two who took a block at the same time one comes too late; ids may have gaps, but never go back. */
    private synchronized void use(long blockEnd) {
        if (next >= end && blockEnd > end) {
            next = blockEnd - BLOCK;
            end = blockEnd;
        }
    }
}
