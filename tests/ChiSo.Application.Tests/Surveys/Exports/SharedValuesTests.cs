using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Exports;

/// <summary>Answers leave without what few people of a unit share beside the index, such as an age, a language or a way of answering.</summary>
public sealed class SharedValuesTests
{
    private const int Least = 10;

    private static readonly string[] Aside = ["mode", "language", "age", "w.x", "w.y", "years"];

    private static readonly Questionnaire Form = Forms.Good(
        "type|name|label|factor\nselect_one scale|a|A|s\nselect_one age|age|Age|\nselect_multiple wish|w|W|\ninteger|years|Years|",
        "list_name|name|label\nscale|1|1\nscale|2|2\nscale|3|3\nage|young|Young\nage|middle|Middle\nage|old|Old\nwish|x|X\nwish|y|Y", "code|label|weight\ns|S|1");

    private static LiveSurvey Survey { get; } = new(Guid.Empty, OpenSurvey.Declaration, Form, "abc", IsClosed: true);

    /// <summary>Whatever people answered: a value leaves with everybody who gave it, at least as many as the smallest group, or with nobody; and what nobody's row holds is never one value, nor that of few people, unless the column says nothing at all of the unit.</summary>
    [Fact]
    public void No_value_few_people_share_leaves_or_follows_from_those_that_do() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99]).Array[0, 150].Sample(people =>
        {
            ImmutableArray<Answer> answers = [.. people.Select(one => Answer(one.Item1 == 0 ? "noivu" : "tuphap", one.Item2, one.Item3, one.Item4))];
            var shown = Shown(answers);
            var shared = SharedValues.Of(Survey, shown);
            var (all, told) = (AnswerExport.Table(Survey, shown.Outline, SharedValues.All, shown.Rows()), AnswerExport.Table(Survey, shown.Outline, shared, shown.Rows()));
            told.Columns.ShouldBe(all.Columns);
            Counts(told, "a").ShouldBe(Counts(all, "a"), ignoreOrder: true);
            var emptied = 0;
            foreach (var column in Aside)
            {
                var left = Counts(told, column).ToDictionary();
                foreach (var unit in Counts(all, column).GroupBy(value => value.Key.Unit))
                {
                    var hidden = unit.Where(value => !left.ContainsKey(value.Key)).ToList();
                    unit.Except(hidden).ShouldAllBe(value => left[value.Key] == value.Value && value.Value >= Least, column);
                    emptied += hidden.Sum(value => value.Value);
                    (hidden.Count == 0 || hidden.Count == unit.Count() || (hidden.Count > 1 && hidden.Sum(value => value.Value) >= Least)).ShouldBeTrue(column);
                }
            }

            shared.Emptied.ShouldBe(emptied);
            Datums(shared, shown).ShouldBe(Datums(SharedValues.All, shown) - emptied, "files of statistics are emptied alike");
        });

    [Fact]
    public void What_was_emptied_is_counted_in_the_notes_and_the_index_is_computed_from_what_is_left()
    {
        ImmutableArray<Answer> answers = [.. Enumerable.Range(0, 30).Select(at => Answer("noivu", at < 2 ? 99 : 0, 0, at))];
        var counted = Counted(answers);
        var files = new AnswerFiles(Survey, counted, new(Engine.Words.Same(""), []), isIllustrative: false);
        using var about = new MemoryStream();
        files.WriteAbout(about);
        var said = files.Emptied.ShouldNotBeNull();
        said.En.ShouldStartWith("60 values of questions outside the index"); // two ages of two, and with them that of the others, in two columns
        Encoding.UTF8.GetString(about.ToArray()).ShouldContain(said.En);
        foreach (var ending in AnswerFiles.Endings)
        {
            using var file = new MemoryStream();
            files.Write(file, ending, new(2026, 12, 1, 0, 0, 0, DateTimeKind.Unspecified));
            file.Length.ShouldBeGreaterThan(0, ending);
        }
    }

    private static int Datums(SharedValues shared, ShownAnswers shown) =>
        AnswerExport.Labelled(Survey, shown.Outline, shared, shown.Rows()).Rows.Sum(row => row.Count(datum => datum.Number is not null || datum.Text.Length > 0));

    private static IEnumerable<KeyValuePair<(string Unit, string Value), int>> Counts(TableRows table, string column)
    {
        var at = table.Columns.IndexOf(column);
        return table.Rows.Where(row => row[at].Text.Length > 0).CountBy(row => (row[0].Text, row[at].Text));
    }

    private static ShownAnswers Shown(ImmutableArray<Answer> answers) => Counted(answers).Shown(Survey);

    private static CountedAnswers Counted(ImmutableArray<Answer> answers) =>
        new(CountedBy.Every, AnswerOutline.Of(answers), (unit, stratum) => answers.Where(answer => (answer.Unit, answer.Stratum) == (unit, stratum))) { Basis = "" };

    /// <summary>Most people alike, few in another way: each number from 0 to 99 tells of one thing.</summary>
    private static Answer Answer(string unit, int age, int way, int wish)
    {
        var values = new Dictionary<string, string> { ["a"] = $"{1 + (wish % 3)}", ["age"] = age < 60 ? "old" : age < 95 ? "middle" : "young", ["years"] = $"{age / 40}" };
        if (wish < 90)
            values["w"] = wish < 50 ? "x" : wish < 55 ? "x y" : "";
        return new(unit, way % 7 == 0 ? "a" : "", way < 90 ? AnswerMode.Link : AnswerMode.Paper, way % 20 == 1 ? "English (en)" : "Tiếng Việt (vi)", "1", values.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}
