package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelCommand.AcknowledgeOrder;
import io.tieout.channels.spi.ChannelCommand.CancelLines;
import io.tieout.channels.spi.ChannelCommand.Line;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.ChannelCommand.PublishAvailability;
import io.tieout.channels.spi.ChannelCommand.PublishPrices;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The documents that Amazon is fed with: JSON for listings, the XML envelope for orders. */
final class AmazonFeeds {

    static final String LISTINGS = "JSON_LISTINGS_FEED";
    static final String REFUNDS = "POST_PAYMENT_ADJUSTMENT_DATA";
    /** Beside a refund's message: which refund it is, for the answer to name. */
    static final String REFUND = "refund";

    static final String ACKNOWLEDGEMENTS = "POST_ORDER_ACKNOWLEDGEMENT_DATA";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String XML_TYPE = "text/xml; charset=UTF-8";
    private static final String JSON_TYPE = "application/json; charset=UTF-8";

    private AmazonFeeds() {}

    /** @param messages what each message is about, by its number: a business key */
    record Document(String feedType, String contentType, String text, ObjectNode messages) {}

    /** What can be sold, of offers that the seller fulfils. @param fulfilledByAmazon seller SKUs to be left out (R52) */
    static Document availability(
            Connection connection,
            AmazonSettings settings,
            PublishAvailability command,
            Set<String> fulfilledByAmazon) {
        var feed = new Listings(connection, settings);
        for (var figure : command.figures()) {
            if (!fulfilledByAmazon.contains(figure.partnerSku())
                    && (figure.location() == null || !figure.location().equals(settings.fbaLocation()))) {
                // Merging leaves the offer's lead time and restock date as they are.
                feed.patch(figure.partnerSku(), "merge", "/attributes/fulfillment_availability")
                        .addObject()
                        .put("fulfillment_channel_code", "DEFAULT")
                        .put("quantity", whole(figure.available()));
            }
        }
        return feed.document();
    }

    /** Amazon sells whole units only, and none below zero. */
    private static long whole(Quantity quantity) {
        var units = quantity.value().setScale(0, RoundingMode.FLOOR);
        return units.signum() < 0
                ? 0
                : units.min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValueExact();
    }

    /** Prices per marketplace, as the customer sees them; a promotion is a discount within the price. */
    static Document prices(Connection connection, AmazonSettings settings, PublishPrices command) {
        var feed = new Listings(connection, settings);
        for (var price : command.prices()) {
            var offer = feed.patch(price.partnerSku(), "merge", "/attributes/purchasable_offer")
                    .addObject()
                    .put("marketplace_id", settings.marketplace())
                    .put("currency", price.price().currency().getCurrencyCode());
            var compareAt = price.compareAt();
            var regular = compareAt == null ? price.price() : compareAt;
            offer.putArray("our_price")
                    .addObject()
                    .putArray("schedule")
                    .addObject()
                    .put("value_with_tax", regular.amount());
            if (compareAt != null) {
                var discount = offer.putArray("discounted_price")
                        .addObject()
                        .putArray("schedule")
                        .addObject()
                        .put("start_at", price.from().toString())
                        .put("value_with_tax", price.price().amount());
                var until = price.until();
                if (until != null) {
                    discount.put("end_at", until.toString());
                }
            }
        }
        return feed.document();
    }

    /** A feed of patches to listings. */
    private static final class Listings {
        private final Connection connection;
        private final AmazonSettings settings;
        private final ObjectNode root = JSON.createObjectNode();
        private final ObjectNode subjects = JSON.createObjectNode();
        private int number;

        Listings(Connection connection, AmazonSettings settings) {
            this.connection = connection;
            this.settings = settings;
            root.putObject("header").put("sellerId", settings.seller()).put("version", "2.0");
            root.putArray("messages");
        }

        tools.jackson.databind.node.ArrayNode patch(String sku, String op, String path) {
            number++;
            subjects.put(Integer.toString(number), "listing:" + connection.code() + ":" + sku);
            var message = root.withArray("messages")
                    .addObject()
                    .put("messageId", number)
                    .put("sku", sku)
                    .put("operationType", "PATCH")
                    .put("productType", settings.productType());
            return message.putArray("patches")
                    .addObject()
                    .put("op", op)
                    .put("path", path)
                    .putArray("value");
        }

        Document document() {
            return new Document(LISTINGS, JSON_TYPE, JSON.writeValueAsString(root), subjects);
        }
    }

    /** The order is taken, or will not be shipped. */
    static Document acknowledgement(AmazonSettings settings, AcknowledgeOrder command) {
        return acknowledgement(
                settings,
                command.subject(),
                command.orderExternalId(),
                command.accepted(),
                command.reason(),
                command.lines());
    }

    /** Items will not be shipped. */
    static Document cancellation(AmazonSettings settings, CancelLines command) {
        return acknowledgement(
                settings, command.subject(), command.orderExternalId(), false, command.reason(), command.lines());
    }

    private static Document acknowledgement(
            AmazonSettings settings,
            String subject,
            String order,
            boolean accepted,
            @org.jspecify.annotations.Nullable String reason,
            List<Line> lines) {
        return envelope(settings, "OrderAcknowledgement", ACKNOWLEDGEMENTS, subject, xml -> {
            xml.writeStartElement("OrderAcknowledgement");
            element(xml, "AmazonOrderID", order);
            element(xml, "StatusCode", accepted ? "Success" : "Failure");
            for (var line : lines) {
                xml.writeStartElement("Item");
                element(xml, "AmazonOrderItemCode", line.reference());
                if (!accepted) {
                    element(xml, "CancelReason", cancelReason(reason));
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    private static String cancelReason(@org.jspecify.annotations.Nullable String reason) {
        var words = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        if (words.contains("buyer") || words.contains("customer")) {
            return "BuyerCanceled";
        }
        if (words.contains("address")) {
            return "ShippingAddressUndeliverable";
        }
        return words.contains("price") ? "PricingError" : "NoInventory";
    }

    /**
     * A refund, item by item.
     *
     * @param withTax false where Amazon remits the tax, and so gives it back itself
     * @param rest what is refunded beyond the lines, as shipping of the first item; zero where the lines are all of it
     */
    static Document refund(AmazonSettings settings, PayRefund command, boolean withTax, Money rest) {
        var document = envelope(settings, "OrderAdjustment", REFUNDS, command.subject(), xml -> {
            xml.writeStartElement("OrderAdjustment");
            element(xml, "AmazonOrderID", command.orderExternalId());
            var first = true;
            for (var line : command.lines()) {
                xml.writeStartElement("AdjustedItem");
                element(xml, "AmazonOrderItemCode", String.valueOf(line.reference()));
                element(xml, "MerchantAdjustmentItemID", command.refund() + (first ? "" : "-" + line.reference()));
                element(xml, "AdjustmentReason", adjustmentReason(command.reason()));
                xml.writeStartElement("ItemPriceAdjustments");
                component(xml, "Principal", line.net());
                if (withTax) {
                    component(xml, "Tax", line.tax());
                }
                if (first) {
                    component(xml, "Shipping", rest);
                }
                xml.writeEndElement();
                xml.writeEndElement();
                first = false;
            }
            xml.writeEndElement();
        });
        document.messages().put(REFUND, command.refund().toString());
        return document;
    }

    private static void component(XMLStreamWriter xml, String type, Money amount) throws XMLStreamException {
        if (amount.isZero()) {
            return;
        }
        xml.writeStartElement("Component");
        element(xml, "Type", type);
        xml.writeStartElement("Amount");
        xml.writeAttribute("currency", amount.currency().getCurrencyCode());
        xml.writeCharacters(amount.rounded().amount().toPlainString());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static final Map<String, String> REASONS = Map.of(
            "no-inventory", "NoInventory",
            "goodwill", "GeneralAdjustment",
            "undeliverable", "CouldNotShip",
            "different-item", "DifferentItem",
            "price", "PriceError",
            "exchange", "Exchange");

    private static String adjustmentReason(String reason) {
        return REASONS.getOrDefault(reason.toLowerCase(Locale.ROOT), "CustomerReturn");
    }

    private interface Body {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static Document envelope(
            AmazonSettings settings, String messageType, String feedType, String subject, Body body) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("AmazonEnvelope");
            xml.writeStartElement("Header");
            element(xml, "DocumentVersion", "1.01");
            element(xml, "MerchantIdentifier", settings.seller());
            xml.writeEndElement();
            element(xml, "MessageType", messageType);
            xml.writeStartElement("Message");
            element(xml, "MessageID", "1");
            body.write(xml);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("An XML document could not be written into memory", impossible);
        }
        return new Document(
                feedType, XML_TYPE, text.toString(), JSON.createObjectNode().put("1", subject));
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
