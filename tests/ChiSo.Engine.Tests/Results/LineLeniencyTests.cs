using CsCheck;

namespace ChiSo.Engine.Tests.Results;

/// <summary>Leniency over all lines: R's figures, and what must hold of any marks.</summary>
public sealed class LineLeniencyTests
{
    private static readonly Guid An = new("00000000-0000-7000-8000-000000000001"), Binh = new("00000000-0000-7000-8000-000000000002"), Chi = new("00000000-0000-7000-8000-000000000003");

    private static readonly Gen<LineMark[]> Marks = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[-100, 20], (person, criterion, change) =>
        new LineMark(new Guid(person, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), new($"TC{criterion}"), change)).Array[0, 60];

    /// <summary>R, by person: w = n k / (n + k) of n own and k other lines of a criterion; sum(w * difference of means) / sum(w); variances within criteria pooled with tapply; qt with Satterthwaite's degrees.</summary>
    [Fact]
    public void The_figures_are_those_of_R()
    {
        var found = LineLeniency.Of(
        [
            .. Of(An, "C1", -10, 0, -5, 0, -20, 0), .. Of(Binh, "C1", -30, -10, 0, -25),
            .. Of(An, "C2", 0, -50, 0, -10, 0, 0), .. Of(Binh, "C2", -60, 0, -40, 0, -20, -10), .. Of(Chi, "C2", 0),
            .. Of(Chi, "C3", -5, -10),
        ]);
        found.Alone.ShouldBe(2);
        found.People.Select(person => (person.Person, person.Lines)).ShouldBe([(Chi, 1), (An, 12), (Binh, 10)]);
        found.People[0].Mean.ShouldBe(15.8333333333333, 1e-9);
        (found.People[0].Margin, found.People[0].Reading).ShouldBe((null, LeniencyReading.TooFew));
        Told(found.People[1], 9.35792349726776, 16.29032144416605, LeniencyReading.NotTold);
        Told(found.People[2], -11.9535519125683, 16.6475369736276, LeniencyReading.NotTold);
    }

    /// <summary>R: t.test(an, binh).</summary>
    [Fact]
    public void On_one_criterion_two_people_are_told_apart_by_the_test_of_Welch() => Told(
        LineLeniency.Of([.. Of(An, "C1", -10, 0, -5, 0, -20, 0, -7, -3, 0, -12, 0, -1), .. Of(Binh, "C1", -30, -10, 0, -25, -4, -60, 0, -11, -8, -15, -2)]).People[0],
        10.1666666666667, 12.3463458626116, LeniencyReading.NotTold);

    /// <summary>R: s &lt;- var(others); qt(.975, 19) * sqrt(s / own + s / 20), since who accepts everything has no variance of their own.</summary>
    [Fact]
    public void Whoever_accepts_everything_is_told_lenient_only_where_others_take_much_off()
    {
        var accepting = Enumerable.Repeat(0.0, 40).ToArray();
        Told(LineLeniency.Of([.. Of(An, "C1", accepting[..15]), .. Of(Binh, "C1", [.. accepting[..19], -50])]).People[0], 2.5, 7.99286763390787, LeniencyReading.NotTold);
        Told(LineLeniency.Of([.. Of(An, "C1", accepting), .. Of(Binh, "C1", [.. Enumerable.Range(0, 20).Select(line => line % 2 * -20.0)])]).People[0], 10, 5.88088989797404, LeniencyReading.Lenient);
    }

    [Fact]
    public void Where_nothing_varies_there_is_no_verdict()
    {
        var third = Enumerable.Repeat(100.0 / 3, 12).Concat(Enumerable.Repeat(0.1 + 0.2, 12)).ToArray();
        LineMark[] alike = [.. Of(An, "C1", third[..12]), .. Of(Binh, "C1", third[..12]), .. Of(An, "C2", third[12..]), .. Of(Binh, "C2", [.. Enumerable.Repeat(0.3, 12)])];
        LineLeniency.Of(alike).People.ShouldAllBe(person => person.Reading == LeniencyReading.NoSpread && person.Margin == 0);
        LineLeniency.Of([.. Of(An, "C1", third[..12]), .. Of(Binh, "C1", [.. third[..12].Select(one => one - 10)])]).People.ShouldAllBe(person => person.Reading == LeniencyReading.NoSpread, "always ten apart, and no chance to compare with");
        MarkAgreement.Of([.. third.Select(share => new MarkPair(An, share, Binh, share - (100.0 / 7)))]).ShouldNotBeNull().People.ShouldAllBe(person => !person.IsClear);
    }

    [Fact]
    public void Whoever_marks_alone_compares_with_nobody()
    {
        LineLeniency.Of([]).ShouldSatisfyAllConditions(none => none.People.ShouldBeEmpty(), none => none.Alone.ShouldBe(0));
        LineLeniency.Of([.. Of(An, "C1", -10, 0), .. Of(Binh, "C2", -5)]).ShouldSatisfyAllConditions(alone => alone.People.ShouldBeEmpty(), alone => alone.Alone.ShouldBe(3));
    }

    [Fact]
    public void Every_mark_is_compared_or_left_out() => Marks.Sample(marks =>
    {
        var found = LineLeniency.Of(marks);
        return found.People.Sum(person => person.Lines) + found.Alone == marks.Length;
    });

    [Fact]
    public void Whoever_takes_less_off_everywhere_rises_by_as_much() => Gen.Select(Marks, Gen.Int[-50, 50]).Sample((marks, less) =>
    {
        var kind = new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
        var before = LineLeniency.Of(marks).People.SingleOrDefault(person => person.Person == kind);
        var after = LineLeniency.Of([.. marks.Select(mark => mark.Person == kind ? mark with { Change = mark.Change + less } : mark)]).People.SingleOrDefault(person => person.Person == kind);
        return Math.Abs((after?.Mean ?? 0) - (before is null ? 0 : before.Mean + less)) < 1e-9 && Math.Abs((after?.Margin ?? 0) - (before?.Margin ?? 0)) < 1e-7;
    });

    [Fact]
    public void Of_two_people_one_is_as_lenient_as_the_other_is_strict() => Marks.Sample(marks =>
    {
        var people = LineLeniency.Of([.. marks.Where(mark => mark.Person.ToByteArray()[0] < 3)]).People;
        return people.IsEmpty || (Math.Abs(people[0].Mean + people[1].Mean) < 1e-9 && Math.Abs((people[0].Margin ?? 0) - (people[1].Margin ?? 0)) < 1e-7);
    });

    [Fact]
    public void Criteria_that_are_harder_for_everybody_change_nothing() => Gen.Select(Marks, Gen.Int[-50, 50]).Sample((marks, harder) =>
    {
        var moved = marks.Select(mark => mark with { Change = mark.Change + (mark.Criterion.Value == "TC1" ? harder : 0) }).ToArray();
        var (before, after) = (LineLeniency.Of(marks).People.ToDictionary(person => person.Person), LineLeniency.Of(moved).People);
        return after.All(person => Math.Abs(person.Mean - before[person.Person].Mean) < 1e-9 && Math.Abs((person.Margin ?? 0) - (before[person.Person].Margin ?? 0)) < 1e-7);
    });

    private static void Told(Leniency person, double mean, double margin, LeniencyReading reading)
    {
        person.Mean.ShouldBe(mean, 1e-9);
        person.Margin.ShouldNotBeNull().ShouldBe(margin, 1e-7);
        person.Reading.ShouldBe(reading);
    }

    private static IEnumerable<LineMark> Of(Guid person, string criterion, params double[] changes) => changes.Select(change => new LineMark(person, new(criterion), change));
}
