using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Bench;

/// <summary>An open round of a province's communes: 100 units with a sheet of 120 criteria, five officers each, and people who read as appraisers do.</summary>
internal static class OfficersRound
{
    public const string Code = "bench-2026";
    public const string Block = "communes";
    public const string Password = "mot-mat-khau-chi-de-do-toc-do";
    public const int Units = 100;
    public const int OfficersAUnit = 5;
    public const int Fields = 8;
    public const int LinesAField = 15;
    public const int Readers = 20;

    public static string UnitOf(int officer) => $"xa-{Written(officer / OfficersAUnit)}";

    public static string FieldOf(int officer) => $"F{Written(officer % OfficersAUnit)}";

    public static string LineOf(int officer, int line) => $"{FieldOf(officer)}L{Written(line)}";

    public static string Officer(int number) => $"canbo{Written(number)}";

    public static string Reader(int number) => $"nguoidoc{Written(number)}";

    public static async Task MakeAsync(Installation installation, CancellationToken cancel)
    {
        await OpenAsync(installation, Document(), cancel);
        var change = Change.OnThisMachine(TimeProvider.System, "bench");
        var hash = new PasswordHasher<Account>();
        for (var number = 0; number < Units * OfficersAUnit; number++)
            await MakeAsync(installation, Officer(number), Role.UnitOfficer, UnitOf(number), hash, change, cancel);
        for (var number = 0; number < Readers; number++)
            await MakeAsync(installation, Reader(number), Role.CouncilMember, "", hash, change, cancel);
    }

    /// <summary>The round with every line of every unit handed in and appraised.</summary>
    public static RoundDocument Filled()
    {
        var empty = Document();
        var block = empty.Blocks[0];
        var positions = from unit in block.Units from leaf in block.Criteria.Leaves() from stage in empty.Stages select new PositionDocument(unit.Code, leaf.Code, stage, 0, 1, new Entry.Figures([30, 40]), HandedIn: true, "", "Báo cáo", "");
        return empty with { Blocks = [block with { Positions = [.. positions] }] };
    }

    /// <summary>Brings a round into an empty database and opens its stages, an hour ago: what is measured comes after a time in which nobody did anything.</summary>
    public static async Task OpenAsync(Installation installation, RoundDocument round, CancellationToken cancel)
    {
        await installation.Database.MigrateAsync(cancel);
        var now = Change.OnThisMachine(TimeProvider.System, "bench");
        var change = now with { At = now.At.AddHours(-1) };
        Must(await installation.Rounds.ImportAsync(round, change, cancel));
        Must(await installation.Calendar.SetAsync(Code, [.. new[] { Stages.Self, Stages.FirstReview }.Select(stage => new SetWindow(stage, change.At.AddMinutes(-1), change.At.AddDays(30)))], change, cancel));
        Must(await installation.Calendar.ProposeOpeningAsync(Code, change, cancel));
        Must(await installation.Calendar.OpenAsync(Code, change with { By = Guid.CreateVersion7() }, cancel));
    }

    private static async Task MakeAsync(Installation installation, string name, Role role, string unit, PasswordHasher<Account> hash, Change change, CancellationToken cancel)
    {
        var account = Must(await installation.Accounts.CreateAsync(new(name, name), change, cancel));
        Must(await installation.Accounts.GrantAsync(new(account.Id, role, unit, "Đo tốc độ"), change, cancel));
        await installation.Database.WriteAsync(async context =>
        {
            var stored = await context.Accounts.SingleAsync(one => one.Id == account.Id, cancel);
            stored.PasswordHash = hash.HashPassword(stored, Password);
            return stored;
        }, cancel);
    }

    private static RoundDocument Document() => new()
    {
        Code = Code, Name = Words.Same("Kỳ đo tốc độ"), Period = "2026", DataFrom = new(2026, 1, 1), DataTo = new(2026, 12, 31), CutOff = new(2026, 12, 31),
        Illustrative = true, Note = Words.Same("Số liệu sinh ra để đo tốc độ"), Source = "bench", Stages = [Stages.Self, Stages.FirstReview], Public = Visibility.Ranking,
        Blocks =
        [
            new()
            {
                Code = Block, Name = Words.Same("Khối xã, phường"), Criteria = Criteria(), Method = new() { Classes = [new(Words.Same("đạt"), 50), new(Words.Same("không đạt"), 0)], CountAbove = 50 },
                Units = [.. Enumerable.Range(0, Units).Select(unit => new UnitInput(UnitOf(unit * OfficersAUnit), Words.Same($"Xã số {Written(unit + 1)}"), null, [], []))],
                Positions = [], Decisions = [], History = [],
            },
        ],
    };

    private static CriteriaSet Criteria() => new()
    {
        Code = "bench", Version = 1, Name = Words.Same("Bộ tiêu chí đo tốc độ"),
        Roots = [.. Enumerable.Range(0, Fields).Select(field => new CriteriaNode
        {
            Code = new($"F{Written(field)}"), Number = new(Written(field + 1)), Name = Words.Same($"Lĩnh vực {Written(field + 1)}"), Max = new(LinesAField),
            Children = [.. Enumerable.Range(0, LinesAField).Select(line => Leaf(field, line))],
        })],
    };

    private static CriteriaNode Leaf(int field, int line) => new()
    {
        Code = new($"F{Written(field)}L{Written(line)}"), Number = new($"{Written(field + 1)}.{Written(line + 1)}"), Name = Words.Same($"Tỷ lệ nhiệm vụ hoàn thành trong nhóm công việc số {Written(line + 1)}"), Max = new(1),
        Scoring = new()
        {
            SuppliedBy = Supplier.Unit, Rule = new ScoringRule.Ratio(Formula.Parse("a/b", ["a", "b"], "bench").TryGet(out var ratio) ? ratio : throw new InvalidOperationException("a/b is no formula.")),
            Figures = [new("a", "nhiệm vụ đã hoàn thành đúng hạn"), new("b", "nhiệm vụ được giao trong năm")], Evidence = "Báo cáo, văn bản triển khai", Guide = "Tính theo tỷ lệ nhiệm vụ hoàn thành đúng hạn trên tổng số được giao.",
        },
    };

    public static T Must<T>(Result<T> result) => result.TryGet(out var value) ? value : throw new InvalidOperationException(result.Problems[0].ToString());

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);
}
