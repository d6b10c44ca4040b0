using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>The deadline passes while every unit of every block saves and hands in: what was answered before it stands, what came after it is refused and changes nothing.</summary>
public sealed class LastHourTests(PostgresServer postgres)
{
    private static readonly DateTime Deadline = VietnamTime.Utc(new(2025, 2, 1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_second_parts_what_stands_from_what_is_refused_while_everybody_is_at_it(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.Installation.Calendar.SetAsync(OpenRound.Code, [new(Stages.Self, round.Clock.Now.UtcDateTime, Deadline)], round.By(Guid.Empty), Cancel));
        List<UnitSheet> sheets = [];
        foreach (var (block, unit) in SampleRound.CanTho.Blocks.SelectMany(block => block.Units.Select(unit => (block.Code, unit.Code))))
            sheets.Add(await FilledAsync(round, block, unit));

        round.Clock.Now = new(Deadline.AddMinutes(-1));
        var handed = 0;
        var work = sheets.Select((sheet, at) => Task.Run(() => WorkAsync(round, sheet, at, () => Interlocked.Increment(ref handed)))).ToArray();
        while (Volatile.Read(ref handed) < sheets.Count / 3 && !work.Any(one => one.IsFaulted))
            await Task.Delay(1, Cancel);
        round.Clock.Now = new(Deadline); // for everybody at once, in the middle of it
        var answers = (await Task.WhenAll(work)).SelectMany(all => all).ToList();

        answers.Where(answer => answer.Problem is { } code && code is not ("sheet.stage-closed" or "sheet.locked" or "sheet.wrong-step")).ShouldBeEmpty();
        answers.Count(answer => answer.Problem == "sheet.stage-closed").ShouldBeGreaterThan(0, "somebody was late");
        await using var context = round.Installation.Database.Open();
        var stored = await context.UnitStages.CountAsync(move => move.State == SheetState.HandedIn, Cancel);
        stored.ShouldBe(answers.Count(answer => answer is { IsHandIn: true, Problem: null }));
        (await context.Positions.CountAsync(position => position.At >= Deadline, Cancel)).ShouldBe(0);
        foreach (var (sheet, notes) in sheets.Select((sheet, at) => (sheet, answers.Where(answer => answer.At == at && answer is { IsHandIn: false, Problem: null }).Select(answer => answer.Note).ToList())))
        {
            var line = (await ReadAsync(round, sheet)).Positions[new(sheet.Line)];
            line.Reason.ShouldBe(notes.Count == 0 ? "vì sao" : notes[^1], $"{sheet.Unit}: the last save that was answered stands, and nothing after it");
        }

        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    /// <summary>Saves one line twenty times, then hands in; the units begin their hand-in one after another.</summary>
    private static async Task<List<Answer>> WorkAsync(OpenRound round, UnitSheet sheet, int at, Action handed)
    {
        List<Answer> answers = [];
        for (var save = 0; save < 3 + (at % 20); save++)
        {
            var note = $"lần {save}";
            var now = (await ReadAsync(round, sheet)).Positions[new(sheet.Line)];
            var saved = await round.Installation.Sheets.SaveAsync(new(OpenRound.Code, sheet.Block, sheet.Unit, Stages.Self, new(sheet.Line), now.Sequence, sheet.Entry, note, "Báo cáo số 1/BC"), sheet.Leader, DecimalMark.Comma, Cancel);
            answers.Add(new(at, IsHandIn: false, note, saved.Problems.FirstOrDefault()?.Code));
        }

        var moved = await round.Installation.Sheets.MoveAsync(OpenRound.Code, sheet.Block, sheet.Unit, Stages.Self, SheetStep.HandIn, "", sheet.Leader, Cancel);
        handed();
        answers.Add(new(at, IsHandIn: true, "", moved.Problems.FirstOrDefault()?.Code));
        return answers;
    }

    private static async Task<UnitSheet> FilledAsync(OpenRound round, string block, string unit)
    {
        var leader = await round.PersonAsync($"ld-{block}-{unit}", Role.UnitLeader, unit);
        var last = SampleRound.CanTho.Blocks.Single(one => one.Code == block).Positions.Where(position => position.Stage == Stages.Self).GroupBy(position => position.Criterion).ToDictionary(line => line.Key, line => line.OrderBy(position => position.Unit == unit).Last().Entry); // of another unit where this one had none
        var sheet = (await round.Installation.Sheets.ReadAsync(OpenRound.Code, block, unit, Stages.Self, Cancel)).ShouldNotBeNull();
        (string Line, string Entry)? kept = null;
        foreach (var node in sheet.Own())
        {
            var entry = EntryText.Format(last[node.Code], node.Scoring!).Replace('.', ','); // own lines are scored
            OpenRound.Must(await round.Installation.Sheets.SaveAsync(new(OpenRound.Code, block, unit, Stages.Self, node.Code, 0, entry, "vì sao", "Báo cáo số 1/BC"), leader, DecimalMark.Comma, Cancel));
            kept ??= (node.Code.Value, entry);
        }

        return new(block, unit, leader, kept.ShouldNotBeNull().Line, kept.ShouldNotBeNull().Entry);
    }

    private static async Task<Sheet> ReadAsync(OpenRound round, UnitSheet sheet) => (await round.Installation.Sheets.ReadAsync(OpenRound.Code, sheet.Block, sheet.Unit, Stages.Self, Cancel)).ShouldNotBeNull();

    private sealed record UnitSheet(string Block, string Unit, Person Leader, string Line, string Entry);

    /// <param name="Note">The reason saved with the line; empty for a hand-in.</param>
    /// <param name="Problem"><c>null</c> where it was done.</param>
    private sealed record Answer(int At, bool IsHandIn, string Note, string? Problem);
}
