package vn.lienthong.sandbox.onestop;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Statuses of the one-stop and the steps that it allows between them. */
public enum OneStopStatus {
    MOI_DANG_KY,
    DA_TIEP_NHAN,
    TU_CHOI,
    DANG_XU_LY,
    CHO_BO_SUNG,
    CHO_NOP_PHI,
    RUT,
    DUNG,
    CO_KET_QUA,
    DA_TRA;

    static Optional<OneStopStatus> of(String name) {
        for (OneStopStatus status : values()) {
            if (status.name().equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    private boolean working() {
        return this == DA_TIEP_NHAN || this == DANG_XU_LY || this == CHO_BO_SUNG || this == CHO_NOP_PHI;
    }

    private Set<OneStopStatus> next() {
        if (this == MOI_DANG_KY) {
            return EnumSet.allOf(OneStopStatus.class);
        }
        if (working()) {
            return EnumSet.of(DANG_XU_LY, CHO_BO_SUNG, CHO_NOP_PHI, RUT, DUNG, CO_KET_QUA, DA_TRA);
        }
        return this == CO_KET_QUA ? EnumSet.of(DA_TRA) : EnumSet.noneOf(OneStopStatus.class);
    }

    /**
     * A step under the present status is possible while the dossier is being worked on; later only when it brings
     * papers, fees, results or a due date, for a bare repetition of an end would tell that end twice.
     */
    boolean allows(OneStopStatus to, boolean bringsLists) {
        if (to == this) {
            return this == MOI_DANG_KY || working() || bringsLists;
        }
        return next().contains(to);
    }
}
