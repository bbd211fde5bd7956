package io.tieout.ui.messages;

import com.vaadin.flow.router.Route;
import io.tieout.access.Roles;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.RolesAllowed;

/** A file taken in as if its partner had sent it. */
@Route("messages/upload")
@RolesAllowed({Roles.ADMINISTRATOR, Roles.INTEGRATION, Roles.OPERATIONS, Roles.FINANCE_CLERK, Roles.FINANCE_CONTROLLER})
class UploadView extends TieoutView {

    UploadView() {
        super("Upload a file", "It is stored as it is, acknowledged, and processed like any other message.");
    }
}
