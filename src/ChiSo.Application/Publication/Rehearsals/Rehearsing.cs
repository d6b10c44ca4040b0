using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication.Rehearsals;

/// <summary>Copies a round into an installation of its own, with made-up figures and its calendar beginning now. Nothing is written to the installation it comes from.</summary>
public static class Rehearsing
{
    private const string Mark = "Diễn tập – số liệu giả";
    /// <summary>At the end of the folder's name until all is in it.</summary>
    private const string Unfinished = ".new";

    private const string MarkInEnglish = "Rehearsal – made-up figures";

    /// <summary>How long stages last that have no dates.</summary>
    private static readonly TimeSpan Undated = TimeSpan.FromDays(60);

    /// <param name="units">Most units of each block; <c>null</c> for all of them.</param>
    /// <param name="folder">Not there yet, or empty. It is made beside, and takes this name once it is whole.</param>
    public static async Task<Result<Rehearsal>> MakeAsync(Installation source, string code, string folder, ulong seed, int? units, TimeProvider clock, CancellationToken cancel)
    {
        if (await source.Live.FindAsync(code, cancel) is not { } live || await source.Rounds.LoadAsync(code, cancel) is not { } round)
            return RehearsalProblems.Unknown(code);
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var beside = folder + Unfinished;
        ImmutableArray<Problem> problems =
        [
            .. new[] { folder, beside }.Where(one => IsTaken(one) && !(one == beside && Rehearsal.IsIn(one))).Select(RehearsalProblems.Taken),
            .. units is < 2 ? [RehearsalProblems.FewUnits(units.Value)] : Array.Empty<Problem>(),
            .. round.Blocks.All(block => block.Units.IsEmpty) ? [RehearsalProblems.NoUnit(code)] : Array.Empty<Problem>(),
        ];
        if (!problems.IsEmpty)
            return problems;

        var copied = Copy(round, units);
        var rehearsal = new Rehearsal(code, copied.Blocks.First(block => !block.Units.IsEmpty).Units[0].Code, seed);
        Remove(beside); // one that was cut off
        rehearsal.Mark(beside);
        var made = await FillAsync(beside, rehearsal, copied, live.Clock.Windows, Change.OnThisMachine(clock, Mark), clock, cancel);
        if (!made.TryGet(out _))
        {
            Remove(beside);
            return made.Problems;
        }

        if (Directory.Exists(folder))
            Directory.Delete(folder); // empty
        Directory.Move(beside, folder);
        return rehearsal;
    }

    private static bool IsTaken(string folder) => File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static async Task<Result<int>> FillAsync(string folder, Rehearsal rehearsal, RoundDocument round, ImmutableArray<StageWindow> windows, Change change, TimeProvider clock, CancellationToken cancel)
    {
        using var target = new Installation(null, folder, clock);
        try
        {
            return await FillAsync(target, rehearsal, round, windows, change, cancel);
        }
        finally
        {
            using var pooled = new SqliteConnection(SqliteFiles.ConnectionTo(target.Database.File!)); // the embedded one
            SqliteConnection.ClearPool(pooled); // no file is held when the folder takes its name
        }
    }

    /// <summary>Sets, blocks and units; nothing anybody entered or decided.</summary>
    private static RoundDocument Copy(RoundDocument round, int? units) => round with
    {
        Name = new($"{Mark}: {round.Name.Vi}", $"{MarkInEnglish}: {round.Name.En}"),
        Illustrative = true,
        Note = new(Mark, MarkInEnglish),
        Source = Mark,
        Blocks = [.. round.Blocks.Select(block => Copy(block, [.. block.Units.Take(units ?? int.MaxValue)]))],
    };

    private static BlockDocument Copy(BlockDocument block, ImmutableArray<UnitInput> units)
    {
        var kept = units.SelectMany(unit => unit.Predecessors.Append(unit.Code)).ToHashSet(StringComparer.Ordinal);
        return block with
        {
            Units = units, Positions = [], Decisions = [], Announced = [],
            FirstLevel = block.FirstLevel is { } rows ? [.. rows.Where(row => kept.Contains(row.Unit))] : null,
            History = [.. block.History.Where(result => kept.Contains(result.Unit))],
        };
    }

    private static async Task<Result<int>> FillAsync(Installation target, Rehearsal rehearsal, RoundDocument round, ImmutableArray<StageWindow> windows, Change change, CancellationToken cancel)
    {
        var migrated = await target.Database.MigrateAsync(cancel);
        if (!migrated.TryGet(out _))
            return migrated.Problems;
        var entries = new MadeUpEntries(round, rehearsal.Seed);
        var filled = round with { Blocks = [.. round.Blocks.Select(block => block with { Positions = [.. entries.Of(block, rehearsal.Unit)] })] };
        var imported = await target.Rounds.ImportAsync(filled, change, cancel);
        if (!imported.TryGet(out _))
            return imported.Problems;
        await HandInAsync(target, filled, rehearsal.Unit, change, cancel);
        ImmutableArray<Problem> problems =
        [
            .. (await target.Calendar.SetAsync(round.Code, Moved(round.Stages, windows, change.At), change, cancel)).Problems,
            .. (await target.Calendar.ProposeOpeningAsync(round.Code, change, cancel)).Problems,
            .. (await target.Calendar.OpenAsync(round.Code, change with { By = Guid.CreateVersion7() }, cancel)).Problems,
        ];
        return problems.IsEmpty ? filled.Blocks.Sum(block => block.Units.Length) : problems;
    }

    /// <summary>The dates of the stages, the first opening now; a stage without dates is open from now on.</summary>
    private static ImmutableArray<SetWindow> Moved(ImmutableArray<string> stages, ImmutableArray<StageWindow> windows, DateTime now)
    {
        var moved = windows.IsEmpty ? TimeSpan.Zero : now - windows.Min(window => window.Opens);
        return [.. stages.Select(stage => windows.FirstOrDefault(window => window.Stage == stage) is { } dated ? new SetWindow(stage, dated.Opens + moved, dated.Closes + moved) : new SetWindow(stage, now, now + Undated))];
    }

    private static Task<int> HandInAsync(Installation target, RoundDocument round, string played, Change change, CancellationToken cancel) => target.Database.WriteAsync(
        async context =>
        {
            var blocks = await context.Rounds.Where(one => one.Code == round.Code).Join(context.Blocks, one => one.Id, block => block.RoundId, (_, block) => block).ToDictionaryAsync(block => block.Code, block => block.Id, cancel);
            context.UnitStages.AddRange(round.Blocks.SelectMany(block => block.Units.Where(unit => unit.Code != played).Select(unit => new UnitStage
            {
                BlockId = blocks[block.Code], Unit = unit.Code, Stage = Stages.Self, Sequence = 1, State = SheetState.HandedIn, Note = "", By = Mark, Person = change.By, At = change.At,
            })));
            return blocks.Count;
        }, cancel);
}

/// <summary>Why a rehearsal is not made.</summary>
internal static class RehearsalProblems
{
    public static Problem Unknown(string code) => new("round.unknown", code,
        new("Không có kỳ đánh giá này trong cơ sở dữ liệu.", "The database has no such round."), new("Nêu mã đã dùng khi nhập.", "Give the code it was imported under."));

    public static Problem Taken(string folder) => new("rehearsal.folder", folder,
        new("Thư mục này đã có nội dung.", "There is something in this folder already."), new("Nêu một thư mục mới hoặc rỗng: bản diễn tập không ghi đè lên gì.", "Name a new or empty one: a rehearsal overwrites nothing."));

    public static Problem FewUnits(int units) => new("rehearsal.units", $"--units {units}",
        new("Cần ít nhất hai đơn vị trong mỗi khối để có xếp thứ.", "A block needs two units at least to have ranks."), new("Nêu số lớn hơn, hoặc bỏ --units để lấy mọi đơn vị.", "Give a larger number, or leave --units out for all units."));

    public static Problem NoUnit(string code) => new("rehearsal.no-unit", code,
        new("Kỳ này chưa có đơn vị nào.", "The round has no units yet."), new("Nhập danh sách đơn vị của các khối trước.", "Take in the units of its blocks first."));
}
