package io.tieout.reconciliation.adapter.in.events;

import io.tieout.mapping.MappingKind;
import io.tieout.mapping.events.MappingTookForce;
import io.tieout.reconciliation.internal.SettlementPosting;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Posts what was held for want of an account, once somebody has mapped it. */
@Component
class MappingListener {

    private final SettlementPosting posting;

    MappingListener(SettlementPosting posting) {
        this.posting = posting;
    }

    @ApplicationModuleListener(id = "reconciliation.post-held-settlements")
    void on(MappingTookForce mapping) {
        if (mapping.kind().equals(MappingKind.CHART_OF_ACCOUNTS.code())) {
            posting.retryHeld();
        }
    }
}
