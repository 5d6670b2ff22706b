"""How forms look, and what the site's fields accept."""

import datetime

import pytest
from django import forms
from django.utils.dateformat import format as format_date
from hypothesis import given
from hypothesis import strategies as st

from core.forms import DateField, FilterForm, PrivateText
from core.gallery import SampleForm
from tests.unit.core.markup import check_references, elements, same_as_before

WRITTEN = ["j F Y", "l j F Y", "D j M Y", "jS F Y", "l, jS F, Y", "d/m/Y", "j.n.Y", "Y-m-d"]


def test_empty_form_looks_as_before():
    same_as_before("form", str(SampleForm()))


def test_form_with_problems_looks_as_before():
    same_as_before("form-problems", str(SampleForm({"due_on": "soon", "why": "x"})))


@pytest.mark.parametrize("form", [SampleForm(), SampleForm({"due_on": "soon"})])
def test_labels_hints_and_problems_belong_to_their_controls(form):
    check_references(str(form))


def test_every_control_has_a_label():
    found = elements(str(SampleForm()))
    labelled = {attrs["for"] for tag, attrs in found if tag == "label"}
    controls = {attrs["id"] for tag, attrs in found if tag in {"input", "select", "textarea"}}
    assert controls <= labelled


def test_the_browser_is_not_asked_to_check():
    assert not any("required" in attrs for _, attrs in elements(str(SampleForm())))


def test_each_link_of_the_summary_leads_to_a_control():
    html = str(SampleForm({"due_on": "soon"}))
    found = elements(html)
    controls = {attrs.get("id") for tag, attrs in found if tag in {"input", "select", "textarea"}}
    links = [attrs["href"][1:] for tag, attrs in found if tag == "a"]
    assert links
    assert set(links) <= controls


def test_the_summary_names_the_field_and_says_what_to_do():
    html = str(SampleForm({}))
    assert "Full name: Fill this in." in html
    assert "How do you like to read? Choose one of these." in html
    assert "This field is required" not in html


def test_problems_of_the_form_as_a_whole_stand_in_the_summary():
    class Whole(forms.Form):
        name = forms.CharField()

        def clean(self):
            raise forms.ValidationError("Choose other dates.")

    assert "Choose other dates." in str(Whole({"name": "x"}))


def test_what_was_typed_is_escaped_and_kept():
    html = str(SampleForm({"name": '"><script>', "why": "</textarea><script>"}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_hidden_fields_come_without_a_label():
    class Hidden(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput, initial="k")

    html = str(Hidden())
    assert 'type="hidden"' in html
    assert "<label" not in html


def test_numbers_are_typed_as_text_with_a_number_pad():
    attrs = next(a for _, a in elements(str(SampleForm())) if a.get("name") == "amount")
    assert (attrs["type"], attrs["inputmode"]) == ("text", "numeric")


def test_a_widget_of_several_parts_is_grouped():
    class Several(forms.Form):
        at = forms.SplitDateTimeField(label="When")

    html = str(Several())
    assert html.count("<fieldset") == 1
    assert "<legend" in html


def test_grouped_choices_keep_their_groups():
    class Grouped(forms.Form):
        unit = forms.ChoiceField(choices=[("North", [("n", "Northgate")]), ("x", "Other")])
        radio = forms.ChoiceField(choices=[("North", [("n", "N")])], widget=forms.RadioSelect)

    html = str(Grouped())
    assert '<optgroup label="North">' in html
    assert '<p class="s-group">North</p>' in html


def test_filters_do_not_say_optional():
    class Filters(FilterForm):
        unit = forms.CharField(required=False)

    assert "optional" not in str(Filters())


def test_private_text_is_marked_for_the_warning():
    attrs = next(a for tag, a in elements(str(SampleForm())) if tag == "textarea")
    assert "data-private-check" in attrs


def test_the_widget_alone_stays_as_django_writes_it():
    assert "govuk" not in str(SampleForm()["name"])


@given(
    day=st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31)),
    written=st.sampled_from(WRITTEN),
)
def test_dates_are_read_however_they_are_written(day, written):
    assert DateField().clean(format_date(day, written)) == day


def test_a_date_is_shown_in_words():
    class Due(forms.Form):
        on = DateField()

    assert 'value="3 March 2026"' in str(Due(initial={"on": datetime.date(2026, 3, 3)}))


@pytest.mark.parametrize("text", ["soon", "31 February 2026", "3 March", "03/2026"])
def test_what_is_no_date_says_how_to_write_one(text):
    with pytest.raises(forms.ValidationError, match="3 March 2026"):
        DateField().clean(text)


def test_september_may_be_sept():
    assert DateField().clean("4 Sept 2025") == datetime.date(2025, 9, 4)


def test_no_date_is_none_where_it_may_be():
    assert DateField(required=False).clean("") is None


@pytest.mark.parametrize("text", ["31 December 9999", "1/1/2200", "31 December 1899", "0001-01-01"])
def test_a_year_that_can_only_be_a_slip_is_said(text):
    with pytest.raises(forms.ValidationError, match="Check the year"):
        DateField().clean(text)


def test_private_text_asks_for_no_case_details():
    assert "real case" in str(PrivateText().help_text)


def test_what_django_would_say_is_said_in_our_words():
    class Ours(forms.Form):
        days = forms.IntegerField(min_value=1, max_value=10)
        who = forms.ChoiceField(choices=[("a", "A")])
        mail = forms.EmailField()
        why = forms.CharField(max_length=3)
        own = forms.IntegerField(error_messages={"invalid": "In figures, please."})

    def said(**data):
        form = Ours(data)
        return [problem for field in form for problem in field.problems]

    assert said(days="x", who="z", mail="m", why="long", own="y") == [
        "Write a whole number in figures, such as 28.",
        "Choose one from the list.",
        "Write the whole address, such as name@organisation.uk.",
        "Shorten it to 3 characters. It has 4 now.",
        "In figures, please.",
    ]
    assert said(days="0", who="a", mail="a@example.org", why="x", own="1") == [
        "Write 1 or a higher number."
    ]
    assert said(days="11", who="a", mail="a@example.org", why="x", own="1") == [
        "Write 10 or a lower number."
    ]
    assert said()[0] == "Fill this in."
