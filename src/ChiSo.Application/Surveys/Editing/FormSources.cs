using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>What a draft may begin from.</summary>
public static class FormSources
{
    /// <summary>Nothing was chosen.</summary>
    public static Problem None => DraftProblems.NoSource("source");

    /// <summary>An XLSForm; all of its faults at once.</summary>
    /// <param name="file"><c>null</c> when none was chosen.</param>
    /// <param name="name">With extension.</param>
    public static Result<Questionnaire> Read(Stream? file, string name) => file is null ? DraftProblems.NoFile("file") : XlsFormReader.Read(file, name);
}
