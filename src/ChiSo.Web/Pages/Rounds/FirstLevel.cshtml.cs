using System.Collections.Immutable;
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

/// <summary>Who appraises the units of a block at the first level, while the round is prepared.</summary>
public sealed class FirstLevelPage(Installation installation, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    /// <summary>Empty rows below those that are filled.</summary>
    public const int Spare = 2;

    public PreparedRound Prepared { get; private set; } = null!; // set before the page is rendered

    public BlockDocument Block { get; private set; } = null!; // likewise

    /// <summary>As typed, else as stored.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The round's content as the person saw it last: the newest on a fresh page, or once a clash was told.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>Whether the round changed while this form was filled in.</summary>
    public bool IsClash => Problems.Any(problem => problem.Code == "prepare.overtaken");

    /// <summary>What is wrong with a field or a row.</summary>
    public IEnumerable<Problem> WrongAt(string place) => Problems.Where(problem => problem.Where == place);

    /// <summary>Problems that stand at no field.</summary>
    public ImmutableArray<Problem> Others => [.. Problems.Where(problem => !FirstLevelForm.IsField(problem.Where))];

    public async Task<IActionResult> OnGetAsync(string round, string block, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, cancel))
            return NotFound();
        (Fields, Seen) = (FirstLevelForm.Of(Prepared.Round, Block), Prepared.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string round, string block, string? seen, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadAsync(round, block, cancel))
            return NotFound();
        Fields = this.TypedRows(FirstLevelForm.IsField);
        var declared = await Installation.FirstLevelDeclaring.DeclareAsync(round, block, Fields, seen ?? "", change, cancel);
        if (declared.Problems.IsEmpty)
            return LocalRedirect($"/desk/rounds/{round}/prepare#first-level");
        if (!await ReadAsync(round, block, cancel))
            return NotFound();
        var refused = Refused(declared.Problems);
        Seen = IsClash ? Prepared.Version : seen ?? "";
        return refused;
    }

    /// <summary>The form with one body for every unit that has none, without a row, or with room for more. Saves nothing.</summary>
    /// <param name="seen">Goes back as it came, so that the next save tells what another changed meanwhile.</param>
    /// <param name="drop">A row to be taken out.</param>
    public async Task<IActionResult> OnPostFillAsync(string round, string block, string? seen, string? all, string? drop, CancellationToken cancel)
    {
        if (Change is null || !await ReadAsync(round, block, cancel))
            return NotFound();
        var fields = this.TypedRows(FirstLevelForm.IsField, drop);
        if (drop is null && NfcText.Clean(all ?? "") is { Length: > 0 } body)
        {
            foreach (var name in Block.Units.Select(unit => FirstLevelForm.NameOf(unit.Code)).Where(name => string.IsNullOrWhiteSpace(fields.GetValueOrDefault(name))))
                fields[name] = body;
        }

        (Fields, Seen) = (fields, seen ?? Prepared.Version);
        return Page();
    }

    private async Task<bool> ReadAsync(string round, string block, CancellationToken cancel)
    {
        if (!Person.May(Act.PrepareRound, new()) || await Installation.Preparation.FindAsync(round, cancel) is not { HoldsEntries: false } prepared || prepared.Round.Blocks.FirstOrDefault(one => one.Code == block) is not { } found)
            return false;
        (Prepared, Block) = (prepared, found);
        ViewData[PageFrame.Key] = new PageFrame($"{texts["FirstLevel_Title"]} · {texts.Say(found.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts.Say(prepared.Round.Name), $"/desk/rounds/{round}"), new(texts["Prepare_Title"], $"/desk/rounds/{round}/prepare")], Person: Person);
        return true;
    }
}
