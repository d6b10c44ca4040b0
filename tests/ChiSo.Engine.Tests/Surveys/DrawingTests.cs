using ChiSo.Engine.Surveys;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class DrawingTests
{
    private static readonly SampleFrame Frame = SampleFrame.Of(Enumerable.Range(1, 60).Select(number => new FrameRow($"P{number:00}", number <= 20 ? "town" : "country", $"C{number / 7}"))).Known();
    private static readonly Dictionary<string, StratumSize> Sizes = new(StringComparer.Ordinal) { ["town"] = new(4, 2), ["country"] = new(5, 3) };

    /// <summary>SHA-256 of "a\t\t\nb\tx\t\n", computed with another program.</summary>
    [Fact]
    public void The_hash_of_a_frame_is_that_of_its_sorted_rows()
    {
        var hash = SampleFrame.Of([new("b", "x"), new("a")]).Known().Hash;
        hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("a\t\t\nb\tx\t\n"u8)));
        SampleFrame.Of([new("a"), new("b", "y")]).Known().Hash.ShouldNotBe(hash);
    }

    /// <summary>Ten people, seed 2026, drawn with a short program in another language that follows the method page.</summary>
    [Fact]
    public void A_draw_is_repeated_by_anybody_who_follows_the_description()
    {
        var frame = SampleFrame.Of(Enumerable.Range(0, 10).Select(number => new FrameRow($"{number}"))).Known();
        Order(Drawing.Simple(frame, One(4, 3), 2026)).ShouldBe("5 0 9 2 4 7 3");
        Order(Drawing.Systematic(frame, One(4, 3), 2026)).ShouldBe("0 2 5 7 6 3 1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_stratum_gives_its_sample_and_then_its_reserve(bool systematic)
    {
        var draw = (systematic ? Drawing.Systematic(Frame, Sizes, 1) : Drawing.Simple(Frame, Sizes, 1)).Known();
        draw.Rows.Select(row => row.Row.Id).ShouldBeUnique();
        draw.Rows.Where(row => !row.IsReserve).CountBy(row => row.Row.Stratum).ShouldBe([new("country", 5), new("town", 4)]);
        draw.Rows.Where(row => row.IsReserve).Select(row => row.Order).ShouldBe([1, 2, 3, 1, 2]);
        draw.Rows.Where(row => row.IsReserve).ShouldAllBe(row => row.Weight == 0);
        draw.Rows.Sum(row => row.Weight).ShouldBe(60, 1e-9);
        (draw.FrameHash, draw.Version).ShouldBe((Frame.Hash, 1));
    }

    [Fact]
    public void The_order_of_the_file_does_not_change_the_draw()
    {
        var turned = SampleFrame.Of(Frame.Rows.Reverse()).Known();
        Order(Drawing.Simple(turned, Sizes, 5)).ShouldBe(Order(Drawing.Simple(Frame, Sizes, 5)));
        Order(Drawing.Simple(Frame, Sizes, 6)).ShouldNotBe(Order(Drawing.Simple(Frame, Sizes, 5)));
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("systematic")]
    [InlineData("pps")]
    public void Everybody_is_drawn_as_often_as_the_weight_says(string method)
    {
        const int Draws = 6000;
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var seed = 0UL; seed < Draws; seed++)
        {
            var draw = method switch
            {
                "simple" => Drawing.Simple(Frame, Sizes, seed),
                "systematic" => Drawing.Systematic(Frame, Sizes, seed),
                _ => TwoStageDrawing.ProportionalToSize(Frame, new Dictionary<string, int>(StringComparer.Ordinal) { ["town"] = 2, ["country"] = 3 }, new(2, 1), seed),
            };
            foreach (var row in draw.Known().Rows.Where(row => !row.IsReserve))
                times[row.Row.Id] = times.GetValueOrDefault(row.Row.Id) + row.Weight;
        }

        times.Count.ShouldBe(60);
        times.Values.ShouldAllBe(sum => Math.Abs((sum / Draws) - 1) < 0.22); // weights of about 10: five standard errors of √(10/6000)
    }

    [Fact]
    public void Two_stages_weigh_all_alike_but_those_of_certain_clusters()
    {
        var rows = Enumerable.Range(0, 100).Select(number => new FrameRow($"{number:000}", "", number < 60 ? "large" : $"small{number / 10}"));
        var draw = TwoStageDrawing.ProportionalToSize(SampleFrame.Of(rows).Known(), new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 3 }, new(5, 2), 3).Known();
        var sample = draw.Rows.Where(row => !row.IsReserve).ToArray();
        sample.Length.ShouldBe(15);
        sample.Where(row => row.Row.Cluster == "large").ShouldAllBe(row => row.Weight == 12); // 60 people, 5 drawn, the cluster being certain
        sample.Where(row => row.Row.Cluster != "large").ShouldAllBe(row => Math.Abs(row.Weight - 4) < 1e-12); // 40 people over 2 × 5
        draw.Rows.Count(row => row.IsReserve).ShouldBe(6);
        draw.Rows.Sum(row => row.Weight).ShouldBe(100, 1e-9);
    }

    [Fact]
    public void Two_stage_draws_find_all_clusters_they_should() =>
        Gen.Select(Gen.Int[1, 40].Array[2, 20], Gen.Int[1, 20], Gen.ULong).Sample((sizes, wanted, seed) =>
        {
            wanted = Math.Min(wanted, sizes.Length);
            var frame = SampleFrame.Of(sizes.SelectMany((size, cluster) => Enumerable.Range(0, size).Select(person => new FrameRow($"{cluster}-{person}", "", $"{cluster}")))).Known();
            var draw = TwoStageDrawing.ProportionalToSize(frame, new Dictionary<string, int>(StringComparer.Ordinal) { [""] = wanted }, new(1, 0), seed).Known();
            draw.Rows.Select(row => row.Row.Cluster).Distinct().Count().ShouldBe(wanted);
        });

    [Fact]
    public void What_stands_in_the_way_of_a_draw_is_told_at_once()
    {
        Drawing.Simple(Frame, new Dictionary<string, StratumSize>(StringComparer.Ordinal) { ["town"] = new(15, 6), ["forest"] = new(1, 0) }, 1)
            .Problems.Select(problem => problem.Code).ShouldBe(["survey.draw-size-missing", "survey.draw-too-many", "survey.draw-no-stratum"]);
        SampleFrame.Of([]).Problems.Single().Code.ShouldBe("survey.frame-empty");
        SampleFrame.Of([new("a"), new("a"), new(""), new("b\tc")]).Problems.Select(problem => problem.Code).ShouldBe(["survey.frame-id", "survey.frame-twice", "survey.frame-id"]);
    }

    private static Dictionary<string, StratumSize> One(int sample, int reserve) => new(StringComparer.Ordinal) { [""] = new(sample, reserve) };

    private static string Order(Result<Draw> draw) => string.Join(' ', draw.Known().Rows.Select(row => row.Row.Id));
}
