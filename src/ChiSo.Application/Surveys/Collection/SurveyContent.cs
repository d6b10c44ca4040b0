using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>What a survey declares and asks, with the bytes it is kept as.</summary>
/// <param name="Declaration">As JSON.</param>
/// <param name="Form">The questionnaire as a workbook.</param>
/// <param name="Hash">SHA-256 of both, in hex.</param>
public sealed record SurveyContent(DeclaredSurvey Survey, string Declaration, byte[] Form, string Hash)
{
    public static SurveyContent Of(DeclaredSurvey survey)
    {
        using var stream = new MemoryStream();
        XlsFormWriter.Write(stream, survey.Form);
        var (text, form) = (DeclarationFile.Write(survey.Declaration), stream.ToArray());
        return new(survey, text, form, Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(text), .. form])));
    }

    /// <exception cref="InvalidDataException">What was stored can't be read.</exception>
    public static SurveyContent Stored(string code, string declaration, byte[] form, string hash)
    {
        using var stream = new MemoryStream(form, writable: false);
        return DeclarationFile.Parse(declaration, code).TryGet(out var declared) && XlsFormReader.Read(stream, $"{code}.xlsx").TryGet(out var questionnaire)
            ? new(new(declared, questionnaire), declaration, form, hash)
            : throw new InvalidDataException($"The stored survey {code} can't be read.");
    }
}
