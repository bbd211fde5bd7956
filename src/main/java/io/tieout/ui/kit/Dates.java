package io.tieout.ui.kit;

import com.vaadin.flow.component.datepicker.DatePicker;
import java.time.LocalDate;

/** Fields for business dates, written as everywhere else: year, month, day. */
public final class Dates {

    private Dates() {}

    public static DatePicker picker(String label, LocalDate value) {
        var words = new DatePicker.DatePickerI18n();
        words.setDateFormat("yyyy-MM-dd");
        var picker = new DatePicker(label, value);
        picker.setI18n(words);
        return picker;
    }
}
