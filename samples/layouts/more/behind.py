"""Letters of two pages: who is named on one of them is not who signs the other."""

from random import Random

from samples.drafting import a_draft, paragraphs
from samples.layouts.more.parts import body, finished
from samples.letter import Block, Column, Columns, Gap, Letter, Other, Pair, Sheet, Text
from samples.people import a_person
from samples.words import Words
from samples.words.dev_odd_names import odd


def signed_behind(rng: Random, words: Words) -> Letter:
    """Return a complaint about a doctor by name on page 1; the writer's name is on page 2 only."""
    d = a_draft(rng, words, tckn_share=0.95)
    p, m = d.person, d.matter
    doctor = a_person(rng, words, place=p.place)
    told = (
        f"Kurumunuzda görevli Dr. {doctor.name_formal} beni muayene ederken dinlememiştir.",
        f"Sayın {doctor.name}'a durumu birkaç kez anlattım, fakat sonuç alamadım.",
    )
    front = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=8),
            Pair("Konu", f"Dr. {doctor.name_formal} hakkında", after=4),
            *body((*told, *paragraphs(rng, m)[:-1])),
        )
    )
    back = Sheet(
        (
            *body((paragraphs(rng, m)[-1],)),
            Gap(4),
            Columns((Column(0.6, 0.4, (Text(p.name_formal, "center", after=0), d.ink())),)),
            *((Pair("T.C. Kimlik No", d.tckn, tab=30),) if d.tckn else ()),
            Pair("Adres", p.address, tab=30),
            Pair("Tel", p.phone.written, tab=30),
        )
    )
    other = Other("accused", doctor.name)
    subject = f"Dr. {doctor.name_formal} hakkında"
    return finished(
        d, "signed_behind", (front, back), other, names=(p.name_formal,), subject=subject
    )


def witnesses_first(rng: Random, words: Words) -> Letter:
    """Return a letter with witnesses listed at the end of page 1 and the writer on page 2."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    witnesses = [a_person(rng, words, place=p.place) for _ in range(3)]
    rows: tuple[Block, ...] = tuple(
        Text(f"{n}- {w.name_formal} ({w.tckn})", indent=8, after=1)
        for n, w in enumerate(witnesses, start=1)
    )
    name = rng.choice((p.name, p.name_upper))
    front = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Text("Olaya şahit olanlar:", bold=True, after=1),
            *rows,
        )
    )
    back = Sheet(
        (
            Text("Bilgilerinize arz ederim.", first=10, after=4),
            Text(d.day_written, "right", after=1),
            Text(name, "right", after=0),
            Columns((Column(0.62, 0.38, (d.ink(),)),)),
            Text(f"TC Kimlik: {d.tckn}", after=1),
            Text(f"Adresim: {p.address}", after=1),
            Text(f"Telefonum: {p.phone.written}"),
        )
    )
    others = tuple(Other("witness", w.name, w.tckn) for w in witnesses)
    return finished(d, "witnesses_first", (front, back), *others, names=(name,))


def report_behind(rng: Random, words: Words) -> Letter:
    """Return a letter with a medical report behind it: patient and doctor in full, with labels."""
    d = a_draft(rng, words, tckn_share=1.0, foreigner_share=0.0)
    p, m = d.person, d.matter
    patient = a_person(rng, words, place=p.place, last=p.last)
    doctor = a_person(rng, words, place=p.place)
    front = Sheet(
        (
            Text(m.office, "center", bold=True, after=8),
            *body(paragraphs(rng, m)),
            Gap(4),
            Columns((Column(0.0, 0.4, (Text(d.day_written),)), Column(0.6, 0.4, (d.ink(),)))),
            Text(p.name, "right", after=0),
            Text(f"TC {d.tckn}", "right", after=0),
            Text(p.address, "right", after=0),
            Text(p.phone.written, "right", after=4),
            Text("EK: Sağlık raporu (1 sayfa)"),
        )
    )
    back = Sheet(
        (
            Text("SAĞLIK KURULU RAPORU", "center", bold=True, after=5),
            Pair("Hastanın Adı Soyadı", patient.name_upper, tab=44),
            Pair("T.C. Kimlik No", patient.tckn, tab=44),
            Pair("Tanı", "Kronik bel fıtığı, yürüme güçlüğü", tab=44, after=6),
            Text("Yukarıda kimliği yazılı hastanın istirahati uygundur.", after=8),
            Columns(
                (
                    Column(
                        0.55,
                        0.45,
                        (
                            Text(f"Uzm. Dr. {doctor.name_formal}", "center", after=0),
                            Text("Ortopedi ve Travmatoloji Uzmanı", "center"),
                        ),
                    ),
                )
            ),
        )
    )
    others = (Other("patient", patient.name, patient.tckn), Other("doctor", doctor.name))
    return finished(d, "report_behind", (front, back), *others, names=(p.name,))


def form_then_letter(rng: Random, words: Words) -> Letter:
    """Return a page of the office's form, the clerk's name on it, then the letter itself."""
    d = a_draft(rng, odd(words), tckn_share=0.97)
    p, m = d.person, d.matter
    clerk = a_person(rng, words, place=p.place)
    front = Sheet(
        (
            Text("EVRAK TESLİM FİŞİ", "center", bold=True, after=6),
            Pair("Evrakın konusu", "Dilekçe", tab=44),
            Pair("Teslim alan", clerk.name_formal, tab=44),
            Pair("Unvanı", "Veri Hazırlama ve Kontrol İşletmeni", tab=44),
            Pair("Gideceği birim", "Yazı İşleri Müdürlüğü", tab=44),
        )
    )
    back = Sheet(
        (
            Text(d.day_written, "right", after=6),
            Text(m.office, "center", bold=True, after=7),
            *body(paragraphs(rng, m)),
            Columns((Column(0.6, 0.4, (d.ink(), Text(p.name_formal, "center", after=0))),)),
            *((Text(f"T.C. Kimlik No: {d.tckn}", after=1),) if d.tckn else ()),
            Text(f"Adres: {p.address}", after=1),
            Text(f"Tel: {p.phone.written}"),
        )
    )
    other = Other("clerk", clerk.name)
    return finished(d, "form_then_letter", (front, back), other, names=(p.name_formal,))
