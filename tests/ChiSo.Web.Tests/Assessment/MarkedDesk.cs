using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.SignedSheets;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>The whole desk, with an officer and a leader who moved from the unit everything was made about to another one. What is stored about either unit says of itself whose it is: texts, figures and files.</summary>
public sealed class MarkedDesk : WholeDesk
{
    /// <summary>The unit of the two people now.</summary>
    public const string Own = "taichinh";

    /// <summary>The unit they came from, and that there is one of each thing about.</summary>
    public const string Foreign = "noivu";

    /// <summary>The unit of the agency that appraises <see cref="Cells.Line"/>.</summary>
    public const string Agency = "tuphap";

    public const string SignedByOwn = "00000000-0000-7000-8000-0000000000a1";
    public const string LaidInByOwn = "00000000-0000-7000-8000-0000000000a2";

    /// <summary>What tells whose something is.</summary>
    public static readonly ImmutableDictionary<string, (string Word, decimal Figure)> Marks = ImmutableDictionary.CreateRange<string, (string, decimal)>(
        [new(Own, ("DAUDONVIMINH", 6173.25m)), new(Foreign, ("DAUDONVIKHAC", 7919.75m)), new(Agency, ("DAUCOQUAN", 8837.5m))]);

    /// <summary>Texts that are no words of anybody: codes, hashes and canonical JSON.</summary>
    private static readonly string[] Codes = ["Unit", "Stage", "Agency", "Entry", "Asked", "Granted", "FileHash", "Hash", "MediaType", "SheetCode", "Round", "Block"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Change Change => Change.OnThisMachine(TimeProvider.System, "thử");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (name, role) in new[] { ("canbo", Role.UnitOfficer), ("lanhdao", Role.UnitLeader) })
            await MoveAsync(await PersonAsync(name), role);
        await using var context = Installation.Database.Open();
        var round = context.Rounds.Single(one => one.Code == Round).Id;
        var block = context.Blocks.Single(one => one.RoundId == round && one.Code == "departments").Id;
        await LayInAsync(context, block);
        foreach (var (unit, (word, figure)) in Marks)
            await MarkAsync(context, block, unit, word, figure);
    }

    private async Task MoveAsync(Person person, Role role)
    {
        foreach (var mandate in person.Mandates)
            (await Installation.Accounts.EndAsync(mandate.Id, Change, Cancel)).Problems.ShouldBeEmpty();
        (await Installation.Accounts.GrantAsync(new(person.Id, role, Own, "Quyết định điều động"), Change, Cancel)).Problems.ShouldBeEmpty();
    }

    /// <summary>Files of the other units, as <see cref="Things"/> has them of the first.</summary>
    private static async Task LayInAsync(ChiSoContext context, Guid block)
    {
        var at = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var unit in new[] { Own, Agency })
        {
            context.Add(new Evidence
            {
                Id = unit == Own ? new(LaidInByOwn) : Guid.CreateVersion7(), BlockId = block, Unit = unit, Criterion = new(Cells.Line), Stage = Stages.Self, FileHash = "x", FileName = "Báo cáo.pdf", FileLength = 1, MediaType = "application/pdf",
                Number = "1/BC", IssuedOn = new(2024, 6, 1), Issuer = "Sở", Abstract = "Báo cáo", Place = "", By = "thử", Person = Guid.Empty, AddedAt = at,
            });
        }

        context.Add(new Ask { BlockId = block, Unit = Own, Criterion = new(Cells.Line), Stage = Stages.FirstReview, Kind = AskKind.Clarify, Text = "Làm rõ", By = "thử", Person = Guid.Empty, AskedAt = at });
        context.Add(new SignedSheet { Id = new(SignedByOwn), BlockId = block, Unit = Own, Stage = Stages.Self, Number = "1/BC", SignedOn = new(2024, 6, 1), FileHash = "x", FileName = "ky.pdf", SheetCode = "x", By = "thử", Person = Guid.Empty, At = at });
        await context.SaveChangesAsync(Cancel);
    }

    private async Task MarkAsync(ChiSoContext context, Guid block, string unit, string word, decimal figure)
    {
        var file = await Installation.Files.MakeAsync(to => to.WriteAsync(Encoding.UTF8.GetBytes($"%PDF-1.7 {word}"), Cancel).AsTask(), Cancel);
        foreach (var table in context.Model.GetEntityTypes().Where(type => type.FindProperty("Unit") is not null && (type.FindProperty("BlockId") ?? type.FindProperty("RoundId") ?? type.FindProperty("Round")) is not null))
            await MarkAsync(context, table, $"{Column(table, "Unit")} = '{unit}'", word, file.Hash);
        if (unit == Foreign)
        {
            foreach (var table in context.Model.GetEntityTypes().Where(type => type.FindProperty("RequestId") is not null))
                await MarkAsync(context, table, "1 = 1", word, file.Hash); // every request is that unit's
        }

        foreach (var position in await context.Positions.Where(row => row.BlockId == block && row.Unit == unit).ToListAsync(Cancel))
        {
            if (position.Entry.Length > 0 && EngineJson.Read<Entry>(position.Entry) is Entry.Figures { Values: { Length: > 1 } values })
            {
                var entry = EngineJson.ToText<Entry>(new Entry.Figures([.. values.Select(_ => figure)]));
                await context.Positions.Where(row => row.Id == position.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Entry, entry), Cancel);
            }
        }
    }

    private static async Task MarkAsync(ChiSoContext context, IEntityType table, string where, string word, string file)
    {
        foreach (var property in table.GetProperties().Where(property => property.ClrType == typeof(string) && property.GetTypeMapping().Converter is null && !property.IsKey() && !property.IsForeignKey()))
        {
            var mark = property.Name == "FileHash" ? file : Codes.Contains(property.Name) ? null : $"{word}.{table.GetTableName()}.{property.GetColumnName()}";
            var statement = $"UPDATE \"{table.GetTableName()}\" SET \"{property.GetColumnName()}\" = {{0}} WHERE {where} AND \"{property.GetColumnName()}\" <> ''"; // names of the model itself
            if (mark is not null)
                await context.Database.ExecuteSqlRawAsync(statement, [mark], Cancel);
        }
    }

    private static string Column(IEntityType table, string property) => $"\"{table.FindProperty(property)!.GetColumnName()}\""; // asked for before
}
