using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Who takes part in a block while the round is prepared: its units, and those of the register that may join.</summary>
[RequestFormLimits(ValueCountLimit = 8192)] // some nine for each unit of a block
public sealed class ChooseUnitsPage(Installation installation, UnitChoosing choosing, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    /// <summary>Of more units of the register the first are shown.</summary>
    public const int MostShown = 200;

    /// <summary>Empty rows below those that are filled.</summary>
    public const int Spare = 2;

    public UnitChoice Choice { get; private set; } = null!; // set before the page is rendered

    /// <summary>As typed, else as stored.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The round's content as the person saw it last: the newest on a fresh page, or once a clash was told.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>What is looked for in the register.</summary>
    public string Search { get; private set; } = "";

    /// <summary>Units of the register that are looked for; all of them where they are few.</summary>
    public ImmutableArray<UnitCandidate> Found => Search.Length > 0 ? [.. Choice.Others.Where(one => one.Matches(Search))] : Choice.Others.Length <= MostShown ? Choice.Others : [];

    /// <summary>Units of the register to be shown: those ticked, and those found.</summary>
    public IEnumerable<UnitCandidate> Listed => Choice.Others.Where(one => IsTicked(one.Code)).Concat(Found.Take(MostShown)).DistinctBy(one => one.Code);

    /// <summary>Whether the round changed while this form was filled in.</summary>
    public bool IsClash => Problems.Any(problem => problem.Code == "prepare.overtaken");

    public bool IsTicked(string unit) => Field("unit", unit).Length > 0;

    public string Field(string part, string unit) => Fields.GetValueOrDefault(UnitForm.NameOf(part, unit), "");

    /// <summary>What is wrong with a field or a row.</summary>
    public IEnumerable<Problem> WrongAt(string place) => Problems.Where(problem => problem.Where == place);

    /// <summary>What is wrong anywhere at a unit of the block.</summary>
    public IEnumerable<Problem> WrongWith(string unit) => Choice.Block.Units.Any(one => one.Code == unit) ? Problems.Where(problem => UnitForm.Columns.Add("unit").Any(column => problem.Where == UnitForm.NameOf(column, unit))) : [];

    /// <summary>Problems that stand at no field of a unit of the block and at no row.</summary>
    public ImmutableArray<Problem> Others => [.. Problems.Except(Choice.Block.Units.SelectMany(unit => WrongWith(unit.Code))).Where(problem => !UnitForm.More.IsField(problem.Where))];

    public async Task<IActionResult> OnGetAsync(string round, string block, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, cancel))
            return NotFound();
        (Fields, Seen) = (UnitForm.Of(Choice.Block), Choice.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string round, string block, string? seen, string? search, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadAsync(round, block, cancel))
            return NotFound();
        var typed = this.TypedRows(UnitForm.IsField);
        var chosen = await choosing.ChooseAsync(round, block, typed, seen ?? "", change, cancel);
        if (chosen.Problems.IsEmpty)
            return LocalRedirect($"/desk/rounds/{round}/prepare#units");
        if (!await ReadAsync(round, block, cancel))
            return NotFound();
        (Fields, Search) = (Beside(typed), (search ?? "").Trim());
        var refused = Refused(chosen.Problems);
        Seen = IsClash ? Choice.Version : seen ?? "";
        return refused;
    }

    /// <summary>The form with what is looked for in the register, all of it ticked where asked for, without a row, or with room for more. Saves nothing.</summary>
    /// <param name="seen">Goes back as it came, so that the next save tells what another changed meanwhile.</param>
    /// <param name="drop">A row to be taken out.</param>
    public async Task<IActionResult> OnPostFillAsync(string round, string block, string? seen, string? search, string? all, string? drop, CancellationToken cancel)
    {
        if (Change is null || !await ReadAsync(round, block, cancel))
            return NotFound();
        var fields = this.TypedRows(UnitForm.IsField, drop);
        (Search, Seen) = ((search ?? "").Trim(), seen ?? Choice.Version);
        foreach (var unit in all is null ? [] : Found.Take(MostShown))
            fields[UnitForm.NameOf("unit", unit.Code)] = "yes";
        Fields = Beside(fields);
        return Page();
    }

    /// <summary>What was typed, with what is stored of units that joined the block meanwhile, and with a row for each ticked unit that left both block and register.</summary>
    private Dictionary<string, string> Beside(Dictionary<string, string> typed)
    {
        var fields = new Dictionary<string, string>(typed, StringComparer.Ordinal);
        var stored = UnitForm.Of(Choice.Block);
        foreach (var unit in Choice.Block.Units.Where(unit => !typed.ContainsKey(UnitForm.NameOf("place", unit.Code))))
        {
            foreach (var name in UnitForm.Columns.Add("unit").Add("place").Select(column => UnitForm.NameOf(column, unit.Code)))
                fields[name] = stored[name];
        }

        var known = Choice.Block.Units.Select(unit => unit.Code).Concat(Choice.Others.Select(unit => unit.Code)).ToHashSet(StringComparer.Ordinal);
        var row = UnitForm.More.Of(typed).Length;
        foreach (var gone in typed.Where(field => field.Key.StartsWith("unit.", StringComparison.Ordinal) && field.Value.Length > 0).Select(field => field.Key["unit.".Length..]).Where(code => !known.Contains(code)))
        {
            (fields[UnitForm.More.NameOf(row, "code")], fields[UnitForm.More.NameOf(row, "name_vi")]) = (gone, typed.GetValueOrDefault(UnitForm.NameOf("name_vi", gone), ""));
            row++;
        }

        return fields;
    }

    private async Task<bool> ReadAsync(string round, string block, CancellationToken cancel)
    {
        if (!Person.May(Act.PrepareRound, new()) || await choosing.FindAsync(round, block, cancel) is not { } choice)
            return false;
        Choice = choice;
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Choose_Title"]} · {texts.Say(choice.Block.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts.Say(choice.Round.Name), $"/desk/rounds/{round}"), new(texts["Prepare_Title"], $"/desk/rounds/{round}/prepare")], Person: Person);
        return true;
    }
}
