using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Results;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>A criteria set replaced while people work in the round: a new, mapped version that keeps the entries.</summary>
public sealed class AmendmentTests(PostgresServer postgres)
{
    private const string Stays = "CD_TT";
    private const string Drops = "TC_TD_XL";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Entries_stay_on_lines_that_stay_and_rest_on_lines_that_go(Kind kind)
    {
        using var round = await WithEntriesAsync(kind);
        var wanted = await WantedAsync(round, node => node.Code.Value switch
        {
            Stays => node with { Name = Words.Same("Truyền thông cải cách hành chính"), Number = new("1.9") },
            Drops => node with { Code = new("TC_TD_MOI"), Name = Words.Same("Dòng mới") },
            _ => node,
        });

        var preview = OpenRound.Must(await round.Installation.Amendments.PreviewAsync(wanted, Cancel)).ShouldHaveSingleItem();
        (preview.Before.Version, preview.After.Version, preview.Kept, preview.Resting).ShouldBe((2, 3, 1, 1));
        preview.Mapping.Lines.Where(line => line.Change != LineChange.Same).Select(line => (line.Before?.Code.Value, line.After?.Code.Value, line.Change))
            .ShouldBe([(Stays, Stays, LineChange.Reworded), (null, "TC_TD_MOI", LineChange.New), (Drops, null, LineChange.Dropped)]);
        (await round.SheetAsync()).Criteria.Version.ShouldBe(2);

        OpenRound.Must(await round.Installation.Amendments.AmendAsync(wanted, round.By(Guid.Empty), Cancel));

        var sheet = await round.SheetAsync();
        sheet.Criteria.Version.ShouldBe(3);
        sheet.Criteria.Leaves().Single(line => line.Code.Value == Stays).Name.Vi.ShouldBe("Truyền thông cải cách hành chính");
        sheet.Positions.Keys.Select(code => code.Value).ShouldContain(Stays);
        OpenRound.Must(await round.SaveAsync(round.Officer, "TC_TD_MOI", 0, "choice=Xử lý đầy đủ")); // people go on
        var stored = (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel))!;
        stored.Blocks[0].Positions.Select(position => position.Criterion.Value).Order().ShouldBe([Stays, "TC_TD_MOI"]);
        Computation.Compute(RoundSnapshot.ToInput(stored, stored.Blocks[0])).Units.Length.ShouldBe(stored.Blocks[0].Units.Length);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task It_is_told_in_the_trail_and_done_once(Kind kind)
    {
        using var round = await WithEntriesAsync(kind);
        var wanted = await WantedAsync(round, node => node.Code.Value == Stays ? node with { Number = new("1.9") } : node);

        OpenRound.Must(await round.Installation.Amendments.AmendAsync(wanted, round.By(Guid.Empty), Cancel)).Length.ShouldBe(1);
        OpenRound.Must(await round.Installation.Amendments.AmendAsync(wanted, round.By(Guid.Empty), Cancel)).ShouldBeEmpty();

        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "criteria.replaced", Cancel)).ShouldBe(1);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task What_would_bend_an_entry_is_refused_all_at_once()
    {
        using var round = await WithEntriesAsync(Kind.Sqlite);
        var wanted = await WantedAsync(round, node => node.Code.Value switch
        {
            Stays => node with { Code = new("CD_TTT"), Continues = [new(Stays)] },
            Drops => node with { Scoring = node.Scoring! with { Rule = Reversed((ScoringRule.Choice)node.Scoring.Rule) } },
            _ => node,
        });

        (await round.Installation.Amendments.AmendAsync(wanted, round.By(Guid.Empty), Cancel)).Problems.Select(problem => (problem.Code, problem.Where))
            .ShouldBe([("amend.code-changed", "CD_TTT"), ("amend.entries", Drops)]);
        (await round.SheetAsync()).Criteria.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Versions_grounds_and_rounds_are_checked()
    {
        using var round = await WithEntriesAsync(Kind.Sqlite);
        var wanted = await WantedAsync(round, node => node.Code.Value == Stays ? node with { Number = new("1.9") } : node);
        async Task<string> RefusedAsync(RoundDocument document, string ground = "QĐ 12") =>
            (await round.Installation.Amendments.AmendAsync(document, round.By(Guid.Empty) with { Reason = ground }, Cancel)).Problems.ShouldHaveSingleItem().Code;

        (await RefusedAsync(wanted, " ")).ShouldBe("amend.ground");
        (await RefusedAsync(wanted with { Code = "khong-co" })).ShouldBe("round.unknown");
        (await RefusedAsync(wanted with { Blocks = [wanted.Blocks[0] with { Criteria = wanted.Blocks[0].Criteria with { Version = 1 } }] })).ShouldBe("amend.version");
        await using (var context = round.Installation.Database.Open())
            await context.Database.ExecuteSqlAsync($"UPDATE rounds SET frozen_at = {DateTime.UnixEpoch} WHERE code = {OpenRound.Code}", Cancel);
        (await RefusedAsync(wanted)).ShouldBe("amend.frozen");
    }

    private async Task<OpenRound> WithEntriesAsync(Kind kind)
    {
        var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.SaveAsync(round.Officer, Stays, 0, "a=12"));
        OpenRound.Must(await round.SaveAsync(round.Officer, Drops, 0, "choice=Xử lý đầy đủ"));
        return round;
    }

    /// <summary>The round as its files would tell it, with the next version of the departments' set.</summary>
    private static async Task<RoundDocument> WantedAsync(OpenRound round, Func<CriteriaNode, CriteriaNode> change)
    {
        var now = (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel))!;
        var set = now.Blocks[0].Criteria;
        return now with { Blocks = [now.Blocks[0] with { Criteria = set with { Version = set.Version + 1, Roots = [.. set.Roots.Select(root => Changed(root, change))] } }, .. now.Blocks.Skip(1)] };
    }

    private static CriteriaNode Changed(CriteriaNode node, Func<CriteriaNode, CriteriaNode> change) => change(node with { Children = [.. node.Children.Select(child => Changed(child, change))] });

    private static ScoringRule.Choice Reversed(ScoringRule.Choice rule) => new([.. rule.Options.Reverse()]);
}
