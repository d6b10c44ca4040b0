using MathNet.Numerics.LinearAlgebra;

namespace ChiSo.Engine.Surveys;

/// <summary>Variables with known population totals: numbers, or groups with one column a group. Kept by term, since a row has one group of each.</summary>
internal sealed class AuxiliaryMatrix
{
    private readonly IReadOnlyList<Auxiliary> terms;
    private readonly int[] offsets;

    public AuxiliaryMatrix(IReadOnlyList<Auxiliary> terms, int rows)
    {
        this.terms = terms;
        Rows = rows;
        offsets = new int[terms.Count];
        for (var term = 0; term < terms.Count; term++)
        {
            offsets[term] = Columns;
            Columns += terms[term].Columns;
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Σ v·x, one a column.</summary>
    public double[] Totals(ReadOnlySpan<double> weights)
    {
        var totals = new double[Columns];
        for (var term = 0; term < terms.Count; term++)
        {
            for (var row = 0; row < Rows; row++)
            {
                var (column, value) = At(term, row);
                totals[column] += weights[row] * value;
            }
        }

        return totals;
    }

    /// <summary>x′·b, one a row.</summary>
    public void Multiply(ReadOnlySpan<double> coefficients, Span<double> products)
    {
        products.Clear();
        for (var term = 0; term < terms.Count; term++)
        {
            for (var row = 0; row < Rows; row++)
            {
                var (column, value) = At(term, row);
                products[row] += coefficients[column] * value;
            }
        }
    }

    public void Subtract(ReadOnlySpan<double> coefficients, Span<double> from)
    {
        var products = new double[Rows];
        Multiply(coefficients, products);
        for (var row = 0; row < Rows; row++)
            from[row] -= products[row];
    }

    /// <summary>Least squares of z on x under the weights.</summary>
    public double[] Regress(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var weighted = new double[Rows];
        for (var row = 0; row < Rows; row++)
            weighted[row] = weights[row] * values[row];
        return Solve(Gram(weights), Totals(weighted));
    }

    /// <summary>Σ v·x·x′.</summary>
    public double[,] Gram(ReadOnlySpan<double> weights)
    {
        var gram = new double[Columns, Columns];
        for (var left = 0; left < terms.Count; left++)
        {
            for (var right = 0; right < terms.Count; right++)
            {
                for (var row = 0; row < Rows; row++)
                {
                    var (column, value) = At(left, row);
                    var (other, factor) = At(right, row);
                    gram[column, other] += weights[row] * value * factor;
                }
            }
        }

        return gram;
    }

    /// <summary>The shortest solution of a symmetric system: margins that each add up to the population are collinear, and their residuals are defined all the same.</summary>
    /// <remarks>Columns are scaled to one first, so that a total of millions does not drown a share; eigenvalues under 1e-11 of the largest count as none.</remarks>
    public static double[] Solve(double[,] symmetric, double[] right)
    {
        const double Negligible = 1e-11;
        var size = right.Length;
        var scale = new double[size];
        for (var i = 0; i < size; i++)
            scale[i] = symmetric[i, i] > 0 ? 1 / Math.Sqrt(symmetric[i, i]) : 0;

        var matrix = Matrix<double>.Build.Dense(size, size, (i, j) => symmetric[i, j] * scale[i] * scale[j]);
        var values = Vector<double>.Build.Dense(size, i => right[i] * scale[i]);
        var eigen = matrix.Evd(Symmetricity.Symmetric);
        var largest = eigen.EigenValues.Max(value => value.Real);
        var projected = eigen.EigenVectors.TransposeThisAndMultiply(values);
        for (var i = 0; i < size; i++)
        {
            var eigenvalue = eigen.EigenValues[i].Real;
            projected[i] = eigenvalue > Negligible * largest ? projected[i] / eigenvalue : 0;
        }

        var solution = eigen.EigenVectors.Multiply(projected);
        return [.. Enumerable.Range(0, size).Select(i => solution[i] * scale[i])];
    }

    private (int Column, double Value) At(int term, int row) => terms[term] switch
    {
        Auxiliary.Number number => (offsets[term], number.Values[row]),
        Auxiliary.Groups groups => (offsets[term] + groups.Of.Codes[row], 1),
        _ => throw new InvalidOperationException($"No such auxiliary: {terms[term]}."),
    };
}
