package vn.lienthong.hub.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Role;

class LiveSystemsTest {
    private static final SystemId A = new SystemId("a");
    private static final SystemId B = new SystemId("b");

    private final LiveSystems systems = new LiveSystems(List.of(system(A, Mode.SHADOW)));
    private final TransactionTemplate transaction = new TransactionTemplate(new Manager());

    @Test
    void aTransactionSeesOnePictureAndWhatComesAfterItTheNext() {
        transaction.executeWithoutResult(status -> {
            assertThat(systems.get(A).mode()).isEqualTo(Mode.SHADOW);
            systems.put(system(A, Mode.ON));
            systems.put(system(B, Mode.ON));
            assertThat(systems.get(A).mode()).isEqualTo(Mode.SHADOW);
            assertThat(systems.find(B)).isEmpty();
        });
        assertThat(systems.get(A).mode()).isEqualTo(Mode.ON);
        assertThat(systems.all()).hasSize(2);
        systems.remove(B);
        assertThat(systems.find(B)).isEmpty();
    }

    @Test
    void aTransactionWithinAnotherHasAPictureOfItsOwn() {
        TransactionTemplate within = new TransactionTemplate(new Manager());
        within.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        TransactionTemplate outer = new TransactionTemplate(within.getTransactionManager());
        outer.executeWithoutResult(status -> {
            assertThat(systems.get(A).mode()).isEqualTo(Mode.SHADOW);
            systems.put(system(A, Mode.ON));
            within.executeWithoutResult(
                    inner -> assertThat(systems.get(A).mode()).isEqualTo(Mode.ON));
            assertThat(systems.get(A).mode()).isEqualTo(Mode.SHADOW);
        });
        assertThat(systems.get(A).mode()).isEqualTo(Mode.ON);
    }

    private static SystemSettings system(SystemId id, Mode mode) {
        return new SystemSettings(
                id,
                Role.ARCHIVE,
                mode,
                null,
                ZoneId.of("UTC"),
                null,
                new SystemSettings.Auth(SystemSettings.Auth.Kind.NONE, null, null, null),
                null,
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                500,
                Duration.ZERO,
                Set.of(),
                1,
                1,
                SystemSettings.Brake.PLAIN,
                false,
                null,
                null,
                Map.of(),
                null,
                Map.of(),
                SystemSettings.Reconcile.USUAL);
    }

    /** Transactions without a resource. */
    private static final class Manager extends AbstractPlatformTransactionManager {
        private final ThreadLocal<Integer> open = ThreadLocal.withInitial(() -> 0);

        @Override
        protected Object doGetTransaction() {
            return open;
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return open.get() > 0;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            open.set(open.get() + 1);
        }

        @Override
        protected Object doSuspend(Object transaction) {
            return open;
        }

        @Override
        protected void doResume(Object transaction, Object suspended) {
            open.set(1);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            open.set(open.get() - 1);
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            open.set(open.get() - 1);
        }
    }
}
