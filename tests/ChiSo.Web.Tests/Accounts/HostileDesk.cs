using System.Collections.Concurrent;
using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The whole desk where everybody typed what a spreadsheet would run: in names of units, reasons, evidence, questions, precedents and the free texts of a survey.</summary>
public sealed class HostileDesk : WholeDesk
{
    /// <summary>In every one of <see cref="Texts"/>, and in nothing else.</summary>
    public const string Sign = "7777";

    public static ImmutableArray<string> Texts { get; } =
        ["=7777+1", "+7777", "-7777+cmd|' /C calc'!A0", "@SUM(7777)", "=cmd|' /C calc 7777'!A0", "\t=7777", "\r=7777", "=HYPERLINK(\"http://7777.example\",\"xem\")", "'=7777"];

    private readonly ConcurrentDictionary<string, Lazy<Task<Visitor>>> visitors = new(StringComparer.Ordinal);

    private int given;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Installation.Database.WriteAsync(async context =>
        {
            await NameAsync(context);
            await SayAsync(context);
            return 0;
        }, Cancel);
    }

    /// <summary>Somebody signed in once for all tests.</summary>
    internal Task<Visitor> AsAsync(string person) => visitors.GetOrAdd(person, name => new(() => SignInAsync(name))).Value;

    public override async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors.Values)
            (await visitor.Value).Dispose();
        await base.DisposeAsync();
    }

    protected override string CommentOf(int number) => Texts[number % Texts.Length];

    private string Next() => Texts[given++ % Texts.Length];

    private async Task NameAsync(ChiSoContext context)
    {
        var round = context.Rounds.Single(one => one.Code == Round).Id;
        var blocks = context.Blocks.Where(one => one.RoundId == round).Select(one => one.Id).ToList();
        foreach (var unit in await context.BlockUnits.Where(one => blocks.Contains(one.BlockId)).ToListAsync(Cancel))
        {
            var settings = EngineJson.Read<UnitInput>(unit.Settings) with { Name = Words.Same($"{Next()} {unit.Code}") };
            context.Entry(unit).Property(one => one.Settings).CurrentValue = EngineJson.ToText(settings);
            var (reason, evidence) = (Next(), Next());
            await context.Positions.Where(one => one.BlockId == unit.BlockId && one.Unit == unit.Code)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Reason, reason).SetProperty(one => one.Evidence, evidence), Cancel);
        }
    }

    private async Task SayAsync(ChiSoContext context)
    {
        var (first, second, third, fourth) = (Next(), Next(), Next(), Next());
        await context.Evidence.ExecuteUpdateAsync(set => set.SetProperty(one => one.Number, first).SetProperty(one => one.Issuer, second).SetProperty(one => one.Abstract, third).SetProperty(one => one.Place, fourth), Cancel);
        await context.Asks.ExecuteUpdateAsync(set => set.SetProperty(one => one.Text, first).SetProperty(one => one.Answer, second), Cancel);
        await context.PrecedentNotes.ExecuteUpdateAsync(set => set.SetProperty(one => one.Facts, third).SetProperty(one => one.Decision, fourth), Cancel);
        await context.CriterionQuestions.ExecuteUpdateAsync(set => set.SetProperty(one => one.Text, first).SetProperty(one => one.Answer, third), Cancel);
        await context.ReviewRequests.ExecuteUpdateAsync(set => set.SetProperty(one => one.Grounds, second).SetProperty(one => one.NewEvidence, fourth), Cancel);
        await context.NotApplicableRequests.ExecuteUpdateAsync(set => set.SetProperty(one => one.Ground, first), Cancel);
        await context.PrefilledFigures.ExecuteUpdateAsync(set => set.SetProperty(one => one.Source, second).SetProperty(one => one.Reference, third), Cancel);
        await context.FigureDisputes.ExecuteUpdateAsync(set => set.SetProperty(one => one.Reason, fourth), Cancel);
    }
}
