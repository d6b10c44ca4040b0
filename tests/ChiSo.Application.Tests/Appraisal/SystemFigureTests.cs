using ChiSo.Application.Json;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Which lines have their figures from a system, so that they may be accepted without a look at each.</summary>
public sealed class SystemFigureTests(PostgresServer postgres)
{
    private const string Source = "Hệ thống quản lý văn bản";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_confirmed_figure_is_the_systems_and_a_claim_is_not()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.ConfirmAsync(made.Round.Officer));
        await made.HandInAsync();
        var line = await made.ReviewLineAsync();
        line.SystemsOf(line.Claim.ShouldNotBeNull()).ShouldBe([Source]);
        var other = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull().Line(OpenRound.Unit, new("TC_XD_QT")).ShouldNotBeNull();
        other.SystemsOf(other.Claim.ShouldNotBeNull()).ShouldBeEmpty();

        OpenRound.Must(await made.Round.Installation.ReviewWork.AcceptAsync(ReviewedRound.Part, [new(OpenRound.Unit, new(PrefilledRound.Line), 0)], made.Appraiser, Cancel));
        line = await made.ReviewLineAsync();
        line.SystemsOf(line.Current.ShouldNotBeNull()).ShouldBe([Source], "what is confirmed is the system's figure too");
        OpenRound.Must(await made.Round.Installation.ReviewWork.AppraiseAsync(ReviewedRound.Part, new(OpenRound.Unit, new(PrefilledRound.Line), 1, "a=3;b=5", "Một văn bản trễ", ""), made.Appraiser, DecimalMark.Comma, Cancel));
        line = await made.ReviewLineAsync();
        line.SystemsOf(line.Current.ShouldNotBeNull()).ShouldBeEmpty("the appraiser's own figure");
    }

    [Fact]
    public async Task A_disputed_figure_and_one_beside_the_units_own_are_not()
    {
        using (var disputed = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres))
        {
            OpenRound.Must(await disputed.ConfirmAsync(disputed.Round.Officer));
            OpenRound.Must(await disputed.DisputeAsync(disputed.Round.Officer));
            await disputed.HandInAsync();
            var line = await disputed.ReviewLineAsync();
            line.SystemsOf(line.Claim.ShouldNotBeNull()).ShouldBeEmpty();
        }

        using var half = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await half.LoadAsync(half.Office, string.Join('\n', PrefilledRound.File.Split('\n').Take(2)) + "\n")).ShouldBe(1);
        OpenRound.Must(await half.ConfirmTypedAsync(half.Round.Officer, new() { ["b"] = "5" }));
        await half.HandInAsync();
        var own = await half.ReviewLineAsync();
        own.SystemsOf(own.Claim.ShouldNotBeNull()).ShouldBeEmpty("the unit typed one of the two");
    }

    [Fact]
    public async Task A_value_that_was_supplied_names_its_source()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var line = await made.LineAsync();
        var claim = line.Claim.ShouldNotBeNull();
        var supplied = EngineJson.Read<Entry>(claim.Entry) with { From = new("Điều tra xã hội học", null, 120, null) };
        var said = new Application.Assessment.Position
        {
            BlockId = claim.BlockId, Unit = claim.Unit, Criterion = claim.Criterion, Stage = claim.Stage, Mark = 0, Sequence = 9, Entry = EngineJson.ToText(supplied), Reason = "", Evidence = "", By = "", Place = 0,
        };
        line.SystemsOf(said).ShouldBe(["Điều tra xã hội học"]);
        line.SystemsOf(claim).ShouldBeEmpty();
    }
}
