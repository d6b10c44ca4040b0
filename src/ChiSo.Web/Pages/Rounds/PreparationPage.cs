using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Engine;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>A page where the standing office prepares a round; auditors read some of them. Others don't know of it.</summary>
[RequestSizeLimit(RoundPreparation.LongestFile + FormOverhead)]
[RequestFormLimits(MultipartBodyLengthLimit = RoundPreparation.LongestFile + FormOverhead)]
public abstract class PreparationPage(Installation installation, TimeProvider clock) : DeskPage
{
    private const long FormOverhead = 1024 * 1024;

    public ImmutableArray<Problem> Problems { get; protected set; } = [];

    protected Installation Installation => installation;

    /// <summary>Who changes something now; <c>null</c> for those who may not.</summary>
    protected Change? Change => Person.MandateTo(Act.PrepareRound, new()) is { } mandate ? new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "") : null;

    /// <summary>The problem of one field of a form; <c>null</c> when there is none.</summary>
    public Problem? ProblemOf(string field) => Problems.FirstOrDefault(problem => problem.Where == field);

    /// <summary>Keeps the file sent and goes on to what it would change.</summary>
    protected async Task<Result<Guid>> LayInAsync(IFormFile? file, string round, Change change, CancellationToken cancel)
    {
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        return await installation.Preparation.LayInAsync(content, file?.FileName ?? "", round, change, cancel);
    }

    protected PageResult Refused(ImmutableArray<Problem> problems)
    {
        (Problems, Response.StatusCode) = (problems, StatusCodes.Status422UnprocessableEntity);
        return Page();
    }
}
