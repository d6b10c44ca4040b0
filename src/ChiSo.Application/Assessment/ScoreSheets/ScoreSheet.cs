using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Json;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment.ScoreSheets;

/// <summary>A unit's sheet as it is printed, signed and sent ("bảng tự chấm điểm"): the whole tree with what the unit put on its own lines.</summary>
public sealed record ScoreSheet
{
    public required Sheet Sheet { get; init; }

    /// <summary>In printed order, parents before their children. An explanation shows its own lines and what stands above them.</summary>
    public required ImmutableArray<ScoreRow> Rows { get; init; }

    /// <summary>Of what is on the lines now: the same code on paper and on the page says that nothing changed since. Twelve hexadecimal digits in groups of four.</summary>
    public required string Code { get; init; }

    /// <summary>Lines of the unit in the base of the index.</summary>
    public IEnumerable<ScoreRow> Base => Rows.Where(row => row is { IsOwn: true, Node.Part: CriteriaPart.Base });

    /// <summary>Bonus and deduction lines of the unit.</summary>
    public IEnumerable<ScoreRow> Extra => Rows.Where(row => row is { IsOwn: true, Node.Part: not CriteriaPart.Base });

    /// <param name="evidence">What stands on the unit's lines.</param>
    public static ScoreSheet Of(Sheet sheet, IEnumerable<EvidenceRow> evidence)
    {
        var supports = evidence.Select(row => row.Evidence).ToLookup(row => row.Criterion);
        var own = sheet.Own().Select(node => node.Code).ToHashSet();
        var letThrough = SheetChecks.LetThrough(sheet).ToLookup(one => one.Finding.Node.Code);
        var rows = ImmutableArray.CreateBuilder<ScoreRow>();
        foreach (var root in sheet.Criteria.Roots)
            Add(root, 0);
        return new() { Sheet = sheet, Rows = rows.ToImmutable(), Code = CodeOf(sheet, supports, letThrough) };

        void Add(CriteriaNode node, int depth)
        {
            if (sheet.IsExplanation && !node.SelfAndBelow().Any(below => own.Contains(below.Code)))
                return;
            rows.Add(ScoreRow.Of(sheet, node, depth, own.Contains(node.Code), supports[node.Code]) with { LetThrough = [.. letThrough[node.Code]] });
            foreach (var child in node.Children)
                Add(child, depth + 1);
        }
    }

    private static string CodeOf(Sheet sheet, ILookup<CriterionCode, Evidence> supports, ILookup<CriterionCode, LetThrough> letThrough)
    {
        var said = new StringBuilder(string.Join('|', sheet.Round.Code, sheet.Block.Code, sheet.Unit.Code, sheet.Stage));
        foreach (var node in sheet.Own())
        {
            var position = sheet.Positions.GetValueOrDefault(node.Code);
            said.Append('\n').AppendJoin('|', node.Code.Value, position?.Entry, position?.Reason, position?.Evidence);
            foreach (var support in supports[node.Code])
                said.Append('|').AppendJoin('|', support.FileHash, support.Number, support.IssuedOn?.ToString("O", CultureInfo.InvariantCulture), support.Issuer);
            foreach (var one in letThrough[node.Code])
                said.Append('|').AppendJoin('|', one.Override.Check, one.Override.Ground, one.Override.Reason, one.Override.By);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString())));
        return $"{hash[..4]}-{hash[4..8]}-{hash[8..12]}";
    }
}

/// <summary>A line of the printed sheet.</summary>
/// <param name="Depth">0 for a field.</param>
/// <param name="IsOwn">Whether the unit itself fills it in this stage.</param>
/// <param name="Points">What the rule gives now, or the sum of the own lines below; <c>null</c> while unknown, or where others supply all.</param>
/// <param name="Entered">What the unit entered, as people say it; empty when nothing.</param>
/// <param name="Evidence">Documents and files; empty when none.</param>
/// <param name="Reason">What the unit explains; empty when nothing.</param>
public sealed record ScoreRow(CriteriaNode Node, int Depth, bool IsOwn, decimal? Points, ImmutableArray<string> Entered, ImmutableArray<string> Evidence, string Reason)
{
    /// <summary>What the appraisal before an explanation gave; <c>null</c> elsewhere.</summary>
    public decimal? Appraised { get; private init; }

    /// <summary>Whether the unit agrees with it; <c>null</c> while it has said nothing, and elsewhere.</summary>
    public bool? Agrees { get; private init; }

    /// <summary>Checks before handing in that were let through on the line as it stands.</summary>
    public ImmutableArray<LetThrough> LetThrough { get; init; } = [];

    /// <summary>Figures others filled in on the line, with the cases about them. They are not in the sheet's code: a case is decided after the unit has signed.</summary>
    public ImmutableArray<LineFigure> Prefilled { get; private init; } = [];

    /// <summary>The same in words, with source, day and how each stands.</summary>
    public ImmutableArray<string> Filled { get; private init; } = [];

    /// <summary>Points lost against the maximum; 0 while unknown.</summary>
    public decimal Lost => Points is { } points ? Node.Max.Value - points : 0;

    public static ScoreRow Of(Sheet sheet, CriteriaNode node, int depth, bool isOwn, IEnumerable<Assessment.Evidence> supports)
    {
        if (!isOwn)
        {
            var below = sheet.OwnOf(node).Select(sheet.PointsOf).OfType<decimal>().ToList();
            return new(node, depth, isOwn, below.Count == 0 ? null : below.Sum(), [], [], "");
        }

        var position = sheet.Positions.GetValueOrDefault(node.Code);
        return new(node, depth, isOwn, sheet.PointsOf(node),
            position is null ? [] : [.. EntryWords.Of(EngineJson.Read<Entry>(position.Entry), node.Scoring!).Select(words => words.Vi)], // own lines are scored
            [.. (string[])(position is { Evidence.Length: > 0 } ? [position.Evidence] : []), .. supports.Select(Named)],
            position?.Reason ?? "")
        {
            Prefilled = sheet.PrefilledOn(node),
            Filled = FigureWords.Of(sheet.PrefilledOn(node), node, position),
            Appraised = sheet.Appraised.GetValueOrDefault(node.Code) is { } appraised ? SheetPoints.Of(node, appraised) : null,
            Agrees = sheet.Agrees(node),
        };
    }

    /// <summary>"Báo cáo số 12/BC-SNV ngày 03/05/2024 của Sở Nội vụ", or the file's name.</summary>
    private static string Named(Assessment.Evidence support)
    {
        if (support.Number.Length == 0)
            return support.FileName;
        var about = support.Abstract.Length > 0 ? $", {support.Abstract}" : "";
        var place = support.Place.Length > 0 ? $" ({support.Place})" : "";
        return $"{support.Number}{(support.IssuedOn is { } day ? $" ngày {VietnameseDates.ToText(day)}" : "")}{(support.Issuer.Length > 0 ? $" của {support.Issuer}" : "")}{about}{place}";
    }
}
