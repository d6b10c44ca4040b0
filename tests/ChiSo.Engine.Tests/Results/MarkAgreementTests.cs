using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Results;

/// <summary>Agreement of two marks of one line: the published example, R's quantiles, and what must hold of any marks.</summary>
public sealed class MarkAgreementTests
{
    private static readonly Guid An = Guid.CreateVersion7(), Binh = Guid.CreateVersion7(), Chi = Guid.CreateVersion7();

    /// <summary>Table 2 of Shrout and Fleiss (1979): six targets, four judges; they print BMS 11.24, WMS 6.26 and ICC(1,1) 0.17. The interval is R's with qf.</summary>
    [Fact]
    public void The_published_example_comes_out()
    {
        double[][] marks = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
        var found = IntraclassCorrelation.OneWay(marks, 0.95).ShouldNotBeNull();
        found.Value.ShouldBe(0.165741768405475, 1e-12);
        found.Lower.ShouldBe(-0.132932324874751, 1e-9);
        found.Upper.ShouldBe(0.722560062328121, 1e-9);
    }

    [Theory]
    [InlineData(0.975, 5, 18, 3.38196780587524)]
    [InlineData(0.5, 2.5, 7, 0.8281830429978)]
    public void F_is_inverted_as_in_R(double probability, double numerator, double denominator, double expected) =>
        Quantile.Fisher(probability, numerator, denominator).ShouldBe(expected, 1e-11);

    [Fact]
    public void Whoever_marks_higher_than_others_on_the_same_lines_is_the_more_lenient()
    {
        var found = MarkAgreement.Of([new(An, 80, Binh, 70), new(Binh, 60, An, 55), new(An, 100, Chi, 100), new(An, 90, Binh, 70)]).ShouldNotBeNull();
        (found.Lines, found.Same).ShouldBe((4, 1));
        found.MeanDistance.ShouldBe(8.75);
        found.People.Select(person => person.Person).ShouldBe([An, Chi, Binh]);
        var (an, chi) = (found.People[0], found.People[1]);
        (an.Lines, an.Mean).ShouldBe((4, 6.25));
        an.Margin.ShouldNotBeNull().ShouldBe(17.6415392946535, 1e-8); // R: qt(.975, 3) * sd(c(10, -5, 0, 20)) / 2
        an.IsClear.ShouldBeFalse();
        (chi.Margin, chi.IsClear).ShouldBe((null, false), "one line tells nothing");
    }

    [Fact]
    public void A_steady_difference_is_told_from_chance()
    {
        var found = MarkAgreement.Of([.. Enumerable.Range(1, 8).Select(line => new MarkPair(An, (10 * line) + (line % 2), Binh, (10 * line) - 5))]).ShouldNotBeNull();
        found.People[0].IsClear.ShouldBeTrue();
        found.People[1].Mean.ShouldBe(-found.People[0].Mean);
        found.Correlation.ShouldNotBeNull().Value.ShouldBeInRange(0.9, 1);
    }

    [Fact]
    public void Marks_that_never_differ_agree_wholly_and_marks_all_alike_tell_nothing()
    {
        MarkAgreement.Of([]).ShouldBeNull();
        MarkAgreement.Of([new(An, 50, Binh, 50)]).ShouldNotBeNull().Correlation.ShouldBeNull();
        MarkAgreement.Of([new(An, 50, Binh, 50), new(An, 50, Chi, 50)]).ShouldNotBeNull().Correlation.ShouldBeNull();
        MarkAgreement.Of([new(An, 50, Binh, 50), new(An, 80, Chi, 80)]).ShouldNotBeNull().Correlation.ShouldBe(new(1, 1, 1, 0.95));
    }
}
