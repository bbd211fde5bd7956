package io.tieout.broken.alpha;

import com.vaadin.flow.component.Component;
import io.tieout.broken.alpha.adapter.in.rest.AlphaDoor;
import io.tieout.broken.beta.Beta;
import java.util.List;

/** Uses an undeclared module, its own adapter, and Vaadin outside of ui. */
public record Alpha(Beta beta, AlphaDoor door, List<Component> components) {}
