using CsCheck;

namespace ChiSo.Engine.Tests.Results;

/// <summary>Leniency over all lines: R's figures, and what must hold of any marks.</summary>
public sealed class LineLeniencyTests
{
    private static readonly Guid An = new("00000000-0000-7000-8000-000000000001"), Binh = new("00000000-0000-7000-8000-000000000002"), Chi = new("00000000-0000-7000-8000-000000000003");

    private static readonly Gen<LineMark[]> Marks = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[-100, 20], (person, criterion, change) =>
        new LineMark(new Guid(person, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), new($"TC{criterion}"), change)).Array[0, 60];

    /// <summary>R: d &lt;- x - ave(x, criterion) over the criteria two people or more marked; mean(d), qt(.975, n - 1) * sd(d) / sqrt(n) by person.</summary>
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
        found.People[0].Mean.ShouldBe(14.6153846153846, 1e-9);
        (found.People[0].Margin, found.People[0].IsClear).ShouldBe((null, false), "too few lines");
        (found.People[1].Mean, found.People[1].Margin.ShouldNotBeNull()).ShouldSatisfyAllConditions(an => an.Mean.ShouldBe(4.39102564102564, 1e-9), an => an.Item2.ShouldBe(9.2301473695598, 1e-7));
        (found.People[2].Mean, found.People[2].Margin.ShouldNotBeNull()).ShouldSatisfyAllConditions(binh => binh.Mean.ShouldBe(-6.73076923076923, 1e-9), binh => binh.Item2.ShouldBe(14.0132562151748, 1e-7));
    }

    [Fact]
    public void Whoever_marks_alone_compares_with_nobody()
    {
        LineLeniency.Of([]).ShouldSatisfyAllConditions(none => none.People.ShouldBeEmpty(), none => none.Alone.ShouldBe(0));
        LineLeniency.Of([.. Of(An, "C1", -10, 0), .. Of(Binh, "C2", -5)]).ShouldSatisfyAllConditions(alone => alone.People.ShouldBeEmpty(), alone => alone.Alone.ShouldBe(3));
    }

    [Fact]
    public void Every_mark_is_compared_or_left_out_and_all_deviations_sum_to_nothing() => Marks.Sample(marks =>
    {
        var found = LineLeniency.Of(marks);
        return found.People.Sum(person => person.Lines) + found.Alone == marks.Length && Math.Abs(found.People.Sum(person => person.Mean * person.Lines)) < 1e-8;
    });

    [Fact]
    public void Criteria_that_are_harder_for_everybody_change_nothing() => Gen.Select(Marks, Gen.Int[-50, 50]).Sample((marks, harder) =>
    {
        var moved = marks.Select(mark => mark with { Change = mark.Change + (mark.Criterion.Value == "TC1" ? harder : 0) }).ToArray();
        var (before, after) = (LineLeniency.Of(marks).People.ToDictionary(person => person.Person), LineLeniency.Of(moved).People);
        return after.All(person => Math.Abs(person.Mean - before[person.Person].Mean) < 1e-9 && Math.Abs((person.Margin ?? 0) - (before[person.Person].Margin ?? 0)) < 1e-7);
    });

    [Fact]
    public void Whoever_takes_ten_points_less_off_half_the_lines_is_five_above_the_usual() =>
        LineLeniency.Of([.. Of(An, "C1", 0, -10, -20), .. Of(Binh, "C1", -10, -20, -30)]).People.Select(person => person.Mean).ShouldBe([5, -5]);

    private static IEnumerable<LineMark> Of(Guid person, string criterion, params double[] changes) => changes.Select(change => new LineMark(person, new(criterion), change));
}
