using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A new round from an earlier one: what is new about it, and which blocks and units come along. Its guidance is copied too.</summary>
public sealed class RollOverPage(Installation installation, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    /// <summary>Fields that a round's file has as settings of the same names.</summary>
    private static readonly ImmutableArray<string> Fields = ["code", "name_vi", "name_en", "period", "data_from", "data_to", "note_vi", "note_en", "source"];

    private ImmutableDictionary<string, string> suggested = ImmutableDictionary<string, string>.Empty;

    public RoundDocument Last { get; private set; } = null!; // set before the page is rendered

    public bool LastIsFrozen { get; private set; }

    /// <summary>Problems no field of the form stands for: those of what is copied.</summary>
    public IReadOnlyCollection<Problem> Others => [.. Problems.Where(problem => !Fields.Contains(problem.Where))];

    public string Value(string field) => this.Typed(field, suggested.GetValueOrDefault(field, ""));

    /// <summary>Whether a box of the form is ticked: as it was sent, or all of them on a fresh page.</summary>
    public bool IsTicked(string name, string value) => !Request.HasFormContentType || Request.Form[name].Contains(value);

    public async Task<IActionResult> OnGetAsync(string last, CancellationToken cancel) => await ReadAsync(last, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string last, string[] block, string[] unit, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadAsync(last, cancel))
            return NotFound();
        if (Days(out var from, out var to) is { IsEmpty: false } wrong)
            return Refused(wrong);
        var made = await Installation.Preparation.RollOverAsync(last, new(Trimmed("code"), WordsOf("name"), Trimmed("period"), from, to, WordsOf("note"), Trimmed("source"))
        {
            Illustrative = this.Typed("illustrative").Length > 0,
            Takes = block.Distinct().ToImmutableDictionary(code => code, code => unit.Where(one => one.StartsWith(code + "/", StringComparison.Ordinal)).Select(one => one[(code.Length + 1)..]).ToImmutableArray()),
        }, change, cancel);
        if (!made.TryGet(out var round))
            return Refused(made.Problems);
        await Installation.GuidanceDesk.CopyAsync(last, round, change, cancel);
        return LocalRedirect($"/desk/rounds/{round}/prepare");
    }

    private string Trimmed(string field) => this.Typed(field).Trim();

    private Words WordsOf(string field) => Trimmed(field + "_en") is { Length: > 0 } english ? new(Trimmed(field + "_vi"), english) : Words.Same(Trimmed(field + "_vi"));

    private ImmutableArray<Problem> Days(out DateOnly from, out DateOnly to)
    {
        var (first, last) = (VietnameseDates.TryRead(this.Typed("data_from"), out from), VietnameseDates.TryRead(this.Typed("data_to"), out to));
        return [.. new[] { (first, "data_from"), (last, "data_to") }.Where(day => !day.Item1).Select(day => NoDay(day.Item2))];
    }

    private static Problem NoDay(string field) => new("value.not-a-date", field, new("Ngày chưa đúng.", "The date is wrong."), new("Ghi như 31/12/2026.", "Write it like 31/12/2026."));

    private async Task<bool> ReadAsync(string last, CancellationToken cancel)
    {
        if (!Person.May(Act.PrepareRound, new()) || await Installation.Rounds.LoadAsync(last, cancel) is not { } round)
            return false;
        (Last, LastIsFrozen) = (round, (await Installation.Live.FindAsync(last, cancel))?.FrozenAt is not null);
        suggested = Suggest(round);
        ViewData[PageFrame.Key] = new PageFrame(texts["RollOver_Title"],
            [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts["NewRound_Title"], "/desk/new-round")], Person: Person);
        return true;
    }

    /// <summary>The same a year later, where the round is of a year; else nothing is guessed.</summary>
    private static ImmutableDictionary<string, string> Suggest(RoundDocument last)
    {
        if (!int.TryParse(last.Period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            return ImmutableDictionary<string, string>.Empty;
        var next = (year + 1).ToString(CultureInfo.InvariantCulture);
        string Later(string text) => text.Replace(last.Period, next, StringComparison.Ordinal);
        return new Dictionary<string, string>
        {
            ["code"] = last.Code.Contains(last.Period, StringComparison.Ordinal) ? Later(last.Code) : $"{last.Code}-{next}",
            ["name_vi"] = Later(last.Name.Vi),
            ["name_en"] = last.Name.En == last.Name.Vi ? "" : Later(last.Name.En),
            ["period"] = next,
            ["data_from"] = VietnameseDates.ToText(last.DataFrom.AddYears(1)),
            ["data_to"] = VietnameseDates.ToText(last.DataTo.AddYears(1)),
            ["note_vi"] = last.Illustrative ? last.Note.Vi : "",
            ["note_en"] = last.Illustrative && last.Note.En != last.Note.Vi ? last.Note.En : "",
            ["source"] = last.Illustrative ? last.Source : "",
        }.ToImmutableDictionary();
    }
}
