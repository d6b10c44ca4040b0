using ChiSo.Engine.Surveys;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Figures in the place of a unit with too few forms.</summary>
public sealed class StandInTests
{
    private static readonly Gen<UnitFigure> Figure = Gen.Select(Gen.Double[0, 100], Gen.Double[0, 20], Gen.Int[1, 500], (value, error, forms) => new UnitFigure(value, error, forms));

    [Fact]
    public void A_block_mean_by_hand()
    {
        UnitFigure[] units = [new(80, 3, 60), new(90, 4, 140)];
        StandIns.BlockMean(units, together: false).ShouldBe(new(85, 2.5, 200)); // √(9 + 16) ÷ 2: units weigh alike, however many forms they have
        StandIns.BlockMean(units, together: true).ShouldBe(new(85, 3.5, 200)); // (3 + 4) ÷ 2
        StandIns.BlockMean([new(80, 3, 60), new(90, null, 140)], together: false)!.StandardError.ShouldBeNull(); // there are figures
        StandIns.BlockMean([], together: false).ShouldBeNull();
    }

    /// <summary>Ninety forms of 80 and ten of 50 are a hundred of 77.</summary>
    [Fact]
    public void Two_years_pooled_by_hand()
    {
        var pooled = StandIns.Pooled(new(50, 10, 10), new(80, 2, 90));
        (pooled.Value, pooled.Forms).ShouldBe((77, 100));
        pooled.StandardError.ShouldNotBeNull().ShouldBe(Math.Sqrt(1 + (1.8 * 1.8)), 1e-12); // 0,1 × 10 and 0,9 × 2
        StandIns.Pooled(new(50, null, 10), new(80, 2, 90)).StandardError.ShouldBeNull();
    }

    [Fact]
    public void A_mean_lies_between_its_units_and_shared_raters_never_make_its_error_smaller() =>
        Figure.Array[1, 30].Sample(units =>
        {
            var (apart, together) = (StandIns.BlockMean(units, together: false)!, StandIns.BlockMean(units, together: true)!); // there is a unit
            apart.Value.ShouldBeInRange(units.Min(unit => unit.Value) - 1e-9, units.Max(unit => unit.Value) + 1e-9);
            apart.StandardError!.Value.ShouldBeLessThanOrEqualTo(together.StandardError!.Value + 1e-9); // every unit has one
            together.StandardError.Value.ShouldBeLessThanOrEqualTo(units.Max(unit => unit.StandardError!.Value) + 1e-9); // as above
        });

    [Fact]
    public void Pooling_lies_between_the_years_and_its_order_does_not_matter() =>
        Gen.Select(Figure, Figure).Sample((now, before) =>
        {
            var (one, other) = (StandIns.Pooled(now, before), StandIns.Pooled(before, now));
            one.Value.ShouldBe(other.Value, 1e-9);
            one.StandardError!.Value.ShouldBe(other.StandardError!.Value, 1e-9); // both years have one
            one.Value.ShouldBeInRange(Math.Min(now.Value, before.Value) - 1e-9, Math.Max(now.Value, before.Value) + 1e-9);
            one.StandardError.Value.ShouldBeLessThanOrEqualTo(Math.Max(now.StandardError!.Value, before.StandardError!.Value) + 1e-9); // as above
        });

    /// <summary>The rows of two simple random samples put into one have the value of both pooled, and their error where each year is a stratum of its share.</summary>
    [Fact]
    public void Pooling_is_what_the_rows_of_both_years_give()
    {
        double[] rows = [10, 20, 30, 60, 20, 40, 90];
        var years = Grouping.Of(["now", "now", "now", "before", "before", "before", "before"]);
        var design = SurveyDesign.Create(7, [new(years, null, new FinitePopulation.WithReplacement())], [1, 1, 1, 1, 1, 1, 1]).Known();
        var both = Variance.Estimate(design, Linearise.Mean(design, "y", rows).Known());
        UnitFigure Of(int year) => Variance.Estimate(design, Linearise.Mean(design, "y", rows, years.Domain(year)).Known()) is var one ? new(one.Value, one.StandardError, one.Respondents) : throw new InvalidOperationException();

        var pooled = StandIns.Pooled(Of(0), Of(1));
        pooled.Value.ShouldBe(both.Value, 1e-12);
        pooled.StandardError.ShouldNotBeNull().ShouldBe(both.StandardError, 1e-12);
    }
}
